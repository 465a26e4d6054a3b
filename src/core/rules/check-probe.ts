import { extensionFits, extensionOf, mimeTypeOf, normalizeMimeType } from '../channel/file-types.js';
import { detectMediaKind, mediaKinds } from '../channel/media-kind.js';
import { findPrivateHost } from '../channel/public-host.js';
import { contentFits, isAlwaysSigned } from '../channel/same-content.js';
import { facts } from '../channel/telegram.js';
import type { Finding, Path } from '../diagnostics/diagnostic.js';
import type { Media } from '../payload/payload.js';
import type { RuleId } from './catalogue.js';
import type { ProbedFile, ProbeResult } from './probe-result.js';
import type { Args } from './rule-info.js';

type Say = (ruleId: RuleId, args?: Args, key?: keyof Media) => void;

/**
 * What speaks against a media file once its address was looked at. `path` leads to the `media` object. What the
 * address alone tells (a private address written out, credentials) has rules of its own and is not said twice.
 */
export function checkProbe(media: Media, path: Path, result: ProbeResult): Finding[] {
  const findings: Finding[] = [];
  const about = { host: result.host, redirected: result.redirected ? 1 : 0 };
  const say: Say = (ruleId, args = {}, key = 'mediaUri') => {
    findings.push({ ruleId, path: [...path, key], args: { ...about, ...args } });
  };
  switch (result.kind) {
    case 'skipped':
      if (isWorthSaying(result)) say('media/probe-skipped', { reason: result.reason });
      break;
    case 'private':
      if (result.redirected || findPrivateHost(result.host) === undefined)
        say('media/probe-private', { why: result.why });
      break;
    case 'unreachable':
      say('media/probe-unreachable', { reason: result.reason });
      break;
    case 'answered':
      if (result.status < 200 || result.status > 299) say('media/probe-status', { status: result.status });
      else checkFile(media, result.file, say);
  }
  return findings;
}

function isWorthSaying({ reason, redirected }: ProbeResult & { kind: 'skipped' }): boolean {
  return redirected || reason === 'http' || reason === 'port';
}

function checkFile(media: Media, file: ProbedFile, say: Say): void {
  const mimeType = typeOf(media);
  const served = normalizeMimeType(file.contentType ?? '');
  if (file.size === 0) {
    say('media/probe-empty');
    return;
  }
  if (isWebPage(mimeType, served, file)) {
    say('media/probe-html', { mimeType });
    return;
  }
  checkSize(mimeType === '' ? served : mimeType, file, say);
  if (mimeType !== '' && !isSameType(served, mimeType)) say('media/probe-content-type', { found: served, mimeType });
  checkSignature(media, mimeType, file, say);
  checkDimensions(mimeType === '' ? served : mimeType, file, say);
}

/** The MIME type the payload names, else the one its file name stands for. */
function typeOf({ mimeType = '', mediaName = '' }: Media): string {
  return normalizeMimeType(mimeType === '' ? (mimeTypeOf(extensionOf(mediaName)) ?? '') : mimeType);
}

function isWebPage(mimeType: string, served: string, { html, signature }: ProbedFile): boolean {
  if (mimeType === 'text/html' || mimeType === 'application/xhtml+xml') return false;
  return html || (served === 'text/html' && signature === undefined);
}

function checkSize(type: string, { size }: ProbedFile, say: Say): void {
  const kind = detectMediaKind(type);
  const megabytes = mediaKinds[kind].maxSize.value;
  const args = { family: kind === 'image' ? 'images' : 'such files', megabytes };
  const binary = megabytes * 1024 * 1024;
  const decimal = megabytes * 1_000_000;
  if (size === undefined) say('media/probe-size-unknown', args);
  else if (size > binary) say('media/probe-size', { ...args, size, limit: binary });
  else if (size > decimal) say('media/probe-size-close', { ...args, size, limit: decimal });
}

/** The names that are in use for one kind of file count as one. */
function isSameType(served: string, mimeType: string): boolean {
  return served !== '' && (served === mimeType || contentFits(served, mimeType));
}

function checkSignature(media: Media, mimeType: string, { signature }: ProbedFile, say: Say): void {
  if (signature === undefined) {
    if (isAlwaysSigned(mimeType)) say('media/probe-magic', { found: '', named: mimeType });
    return;
  }
  const found = normalizeMimeType(signature.mimeType);
  if (mimeType !== '' && !contentFits(found, mimeType)) {
    say('media/probe-magic', { found, named: mimeType }, media.mimeType ? 'mimeType' : 'mediaName');
    return;
  }
  const extension = extensionOf(media.mediaName ?? '');
  const named = mimeTypeOf(extension);
  if (named === undefined || extensionFits(extension, found) || contentFits(found, named)) return;
  say('media/probe-magic', { found, named: `.${extension}` }, 'mediaName');
}

function checkDimensions(type: string, { dimensions, signature }: ProbedFile, say: Say): void {
  if (dimensions === undefined || detectMediaKind(type) !== 'image') return;
  const { width, height } = dimensions;
  const sides = facts.photoSides.value;
  const ratio = facts.photoRatio.value;
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  if (width + height > sides) {
    say('media/probe-dimensions', { rule: 'sides', width, height, measured: width + height, limit: sides });
  } else if (long > short * ratio) {
    const measured = short === 0 ? '∞' : Math.ceil((long / short) * 10) / 10;
    say('media/probe-dimensions', { rule: 'ratio', width, height, measured, limit: ratio });
  }
  const side = facts.stickerSide.value;
  const isWebp = normalizeMimeType(signature?.mimeType ?? type) === 'image/webp';
  if (isWebp && long !== side) say('media/probe-sticker-side', { width, height, side });
}
