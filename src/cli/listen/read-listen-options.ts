import { resolve } from 'node:path';
import { parseDuration } from '../../core/duration.js';
import type { AnswerControl, Fault } from '../../webhook/server/answer-control.js';
import type { WebhookServerOptions } from '../../webhook/server/create-server.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readInteger, readString, usageError } from '../option-values.js';
import { refuseAlone, refuseTogether } from '../refuse-ignored.js';
import { viewFlags } from '../webhook/choose-renderer.js';
import { readSize } from './read-size.js';
import { readTls } from './read-tls.js';

type Options = CommandInput['options'];

/** Where webhooks are kept. */
export type JournalChoice =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' };

/** The part of the flags that concerns receiving. */
export interface ListenOptions {
  readonly server: WebhookServerOptions;
  readonly journal: JournalChoice;
  /** The secret part was made by cmtg, so it has to be shown. */
  readonly secretIsNew: boolean;
}

/** Flags that say more about another one. */
const dependentFlags = [
  ['--verbose', '--forward', '--exec'],
  ['--sandbox', '--reply'],
  ['--from', '--reply'],
  ['--product-token-file', '--reply', '--save-media'],
  ['--inspector-port', '--inspector'],
  ['--sink-timeout', '--forward', '--exec', '--save-media'],
] as const;

/** Reads the flags of receiving. Throws usage errors, and `input` ones for the TLS files. */
export function readListenOptions(options: Options, context: CommandContext): ListenOptions {
  refuseTogether(options, viewFlags);
  refuseAlone(options, dependentFlags);
  const secret = options['secret'];
  return {
    server: {
      host: readString(options, 'host') ?? '127.0.0.1',
      port: readInteger(options, 'port', '--port', 0, 65_535) ?? 8080,
      path: readPath(options),
      secret: secret === true ? createSecret(context) : checkSecret(readString(options, 'secret')),
      tls: readTlsOptions(options, context),
      maxBody: readSize(options, 'maxBody', '--max-body'),
      answer: readAnswer(options),
    },
    journal: readJournalChoice(options, context),
    secretIsNew: secret === true,
  };
}

/** 160 bits, in letters that stay as they are in a URL. */
function createSecret(context: CommandContext): string {
  return Buffer.from(context.io.randomBytes(20)).toString('base64url');
}

function checkSecret(secret: string | undefined): string | undefined {
  if (secret === undefined || /^[\w.~-]+$/.test(secret)) return secret;
  throw usageError('--secret takes one part of a path: letters, digits, and - . _ ~');
}

function readPath(options: Options): string | undefined {
  const path = readString(options, 'path');
  if (path === undefined || /^\/[\w.~!$&'()*+,;=:@%/-]*$/.test(path)) return path;
  throw usageError('--path takes a path that begins with /, without a query.');
}

function readTlsOptions(options: Options, context: CommandContext): WebhookServerOptions['tls'] {
  const cert = readString(options, 'tlsCert');
  const key = readString(options, 'tlsKey');
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw usageError('--tls-cert and --tls-key belong together.');
  return readTls(cert, key, context.io.cwd);
}

function readAnswer(options: Options): AnswerControl {
  const delayText = readString(options, 'delay');
  const delay = delayText === undefined ? undefined : parseDuration(delayText);
  if (delayText !== undefined && delay === undefined) {
    throw usageError('--delay takes a duration with its unit, such as 500ms or 2s.');
  }
  return { status: readInteger(options, 'status', '--status', 200, 599), delay, fault: readFault(options) };
}

function readFault(options: Options): Fault | undefined {
  const text = readString(options, 'fault');
  if (text === undefined) return undefined;
  const values = new Map(text.split(',').map((part) => part.split('=', 2) as [string, string | undefined]));
  const p = Number(values.get('p') ?? Number.NaN);
  const status = Number(values.get('status') ?? 500);
  const seed = Number(values.get('seed') ?? 1);
  const isKnown = [...values.keys()].every((name) => name === 'p' || name === 'status' || name === 'seed');
  const isValid = p >= 0 && p <= 1 && Number.isInteger(status) && status >= 200 && status <= 599;
  if (isKnown && isValid && Number.isSafeInteger(seed)) return { p, status, seed };
  throw usageError(
    '--fault takes p=0.1,status=500,seed=1: a share from 0 to 1, a status from 200 to 599, and a number.',
  );
}

function readJournalChoice(options: Options, context: CommandContext): JournalChoice {
  const value = options['journal'];
  if (value === false) return { kind: 'none' };
  return typeof value === 'string' ? { kind: 'file', path: resolve(context.io.cwd, value) } : { kind: 'default' };
}
