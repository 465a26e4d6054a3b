import type { EditTarget } from '../../config/edit-target.js';
import { tokenKeys } from '../../config/key-names.js';
import type { SettingName } from '../../config/settings.js';
import type { InitAnswers } from './answers.js';
import { placeOwnTokenFile } from './place-token-file.js';

/** One setting to be written (`value`) or removed (undefined). */
export interface InitChange {
  readonly target: EditTarget;
  readonly setting: SettingName;
  readonly value: string | undefined;
}

/** What `cmtg init` is about to do to the disk. */
export interface InitPlan {
  readonly changes: readonly InitChange[];
  /** A file to be written that holds nothing but the token. */
  readonly tokenFile: string | undefined;
}

/** Works out the changes; touches nothing. */
export function planInit(answers: InitAnswers, targets: { user: EditTarget; project: EditTarget }): InitPlan {
  const { from, token, keep, tokenFile } = answers;
  if (keep === 'none') return { changes: [], tokenFile: undefined };
  const { user, project } = targets;
  const sender: InitChange = { target: keep === 'project' ? project : user, setting: 'from', value: from };
  if (token === undefined) return { changes: [sender], tokenFile: undefined };
  if (keep === 'file' || tokenFile !== undefined) {
    const file = tokenFile ?? placeOwnTokenFile(user.file);
    return {
      changes: [sender, ...setToken(user, 'productTokenFile', file)],
      tokenFile: tokenFile === undefined ? file : undefined,
    };
  }
  return { changes: [sender, ...setToken(user, 'productToken', token)], tokenFile: undefined };
}

/** One way of naming the token replaces the others, or an old one would go before it. */
function setToken(target: EditTarget, setting: (typeof tokenKeys)[number], value: string): InitChange[] {
  const others = tokenKeys.filter((name) => name !== setting);
  return [...others.map((name) => ({ target, setting: name, value: undefined })), { target, setting, value }];
}
