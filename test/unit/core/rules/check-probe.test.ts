import { describe, expect, it } from 'vitest';
import { mediaKinds } from '../../../../src/core/channel/media-kind.js';
import { facts } from '../../../../src/core/channel/telegram.js';
import { ruleInfo } from '../../../../src/core/rules/catalogue.js';
import { checkProbe } from '../../../../src/core/rules/check-probe.js';
import type { ProbedFile, ProbeResult } from '../../../../src/core/rules/probe-result.js';

const png = {
  size: 1000,
  contentType: 'image/png',
  signature: { mimeType: 'image/png', extension: 'png' },
  dimensions: { width: 640, height: 480 },
  html: false,
};
const photo = { mediaName: 'a.png', mediaUri: 'https://files.example.com/a.png', mimeType: 'image/png' };

function answered(file: Partial<ProbedFile>, status = 200): ProbeResult {
  return { kind: 'answered', status, host: 'files.example.com', redirected: false, file: { ...png, ...file } };
}

function ids(result: ProbeResult, media = photo): string[] {
  return checkProbe(media, ['media'], result).map(({ ruleId, args }) => {
    expect(ruleInfo(ruleId).message(args)).not.toMatch(/undefined|NaN/);
    return ruleId;
  });
}

function file(mimeType: string, extension: string, changes: Partial<ProbedFile> = {}): ProbeResult {
  const { dimensions: _, ...rest } = png;
  return {
    kind: 'answered',
    status: 200,
    host: 'files.example.com',
    redirected: false,
    file: { ...rest, contentType: mimeType, signature: { mimeType, extension }, ...changes },
  };
}

const named = (mediaName: string, mimeType: string) => ({ ...photo, mediaName, mimeType });

describe('what a probe finds', () => {
  it('is nothing about a file that is what it says', () => {
    expect(ids(answered({}))).toEqual([]);
  });

  const limits = [
    ['image/png', 'a.png', mediaKinds.image.maxSize.value],
    ['video/mp4', 'a.mp4', mediaKinds.video.maxSize.value],
    ['application/pdf', 'a.pdf', mediaKinds.document.maxSize.value],
    ['audio/mpeg', 'a.mp3', mediaKinds.audio.maxSize.value],
  ] as const;
  it.each(limits)('is the size of %s (%s) at %i MB, to the byte', (mimeType, name, megabytes) => {
    const size = (bytes: number) => ids(file(mimeType, 'x', { size: bytes }), named(name, mimeType));
    expect(size(megabytes * 1e6)).toEqual([]);
    expect(size(megabytes * 1e6 + 1)).toEqual(['media/probe-size-close']);
    expect(size(megabytes * 2 ** 20)).toEqual(['media/probe-size-close']);
    expect(size(megabytes * 2 ** 20 + 1)).toEqual(['media/probe-size']);
  });

  it('is a size that the server does not tell', () => {
    const { size: _, ...rest } = png;
    expect(ids({ kind: 'answered', status: 200, host: 'h.com', redirected: false, file: rest })).toEqual([
      'media/probe-size-unknown',
    ]);
  });

  it('is an empty file, and nothing more about it', () => {
    expect(ids(answered({ size: 0, contentType: 'text/plain' }))).toEqual(['media/probe-empty']);
  });

  it.each([
    ['image/jpg', 'image/jpeg', []],
    ['IMAGE/PNG; charset=binary', 'image/png', []],
    ['image/jpeg', 'image/png', ['media/probe-content-type']],
    ['application/octet-stream', 'image/png', ['media/probe-content-type']],
    ['', 'image/png', ['media/probe-content-type']],
  ])('compares the server’s type %j with %s', (contentType, mimeType, expected) => {
    const bytes = { mimeType, extension: 'x' };
    const name = mimeType === 'image/png' ? 'a.png' : 'a.jpg';
    expect(ids(answered({ contentType, signature: bytes }), named(name, mimeType))).toEqual(expected);
  });

  it('takes the type from the name where the payload names none', () => {
    const { mimeType: _, ...media } = photo;
    const findings = checkProbe(media, [], answered({ contentType: 'text/plain' }));
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['media/probe-content-type']);
  });

  it.each([
    ['application/zip', 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['application/gzip', 'a.tgs', 'application/x-tgsticker'],
    ['audio/x-m4a', 'a.m4a', 'audio/mp4'],
    ['video/mp4', 'a.m4a', 'audio/mp4'],
    ['image/apng', 'a.png', 'image/png'],
    ['video/MP2P', 'a.mpg', 'video/mpeg'],
    ['application/x-cfb', 'a.doc', 'application/msword'],
    ['audio/ogg; codecs=opus', 'a.opus', 'audio/ogg'],
  ])('lets bytes of %s be %s', (found, name, mimeType) => {
    const result = file(found, 'x', { contentType: mimeType });
    expect(ids(result, named(name, mimeType))).toEqual([]);
  });

  it('is bytes that are something else', () => {
    const findings = checkProbe(photo, ['m'], answered({ signature: { mimeType: 'image/jpeg', extension: 'jpg' } }));
    expect(findings).toMatchObject([{ ruleId: 'media/probe-magic', path: ['m', 'mimeType'] }]);
    const byName = checkProbe(named('a.jpg', 'image/png'), ['m'], answered({}));
    expect(byName).toMatchObject([{ ruleId: 'media/probe-magic', path: ['m', 'mediaName'] }]);
  });

  it('is the want of a signature only where every file has one', () => {
    const { signature: _, ...rest } = png;
    const unsigned = (contentType: string): ProbeResult => ({
      kind: 'answered',
      status: 200,
      host: 'h.com',
      redirected: false,
      file: { ...rest, contentType },
    });
    expect(ids(unsigned('image/png'))).toEqual(['media/probe-magic']);
    expect(ids(unsigned('text/csv'), named('a.csv', 'text/csv'))).toEqual([]);
  });

  it.each([
    [{ html: true, contentType: 'image/png' }, ['media/probe-html']],
    [{ html: true, contentType: 'text/html' }, ['media/probe-html']],
    [{ html: false, contentType: 'text/html' }, ['media/probe-content-type']],
  ])('is a web page: %j', (changes, expected) => {
    expect(ids(answered(changes))).toEqual(expected);
  });

  it('lets a web page be one', () => {
    const { signature: _, ...rest } = png;
    const page = { ...rest, html: true, contentType: 'text/html' };
    const result: ProbeResult = { kind: 'answered', status: 200, host: 'h.com', redirected: false, file: page };
    expect(ids(result, named('a.html', 'text/html'))).toEqual([]);
  });

  const sides = facts.photoSides.value;
  const ratio = facts.photoRatio.value;
  it.each([
    [sides / 2, sides / 2, []],
    [sides / 2, sides / 2 - 1, []],
    [sides / 2 + 1, sides / 2, ['media/probe-dimensions']],
    [ratio * 10, 10, []],
    [ratio * 10 + 1, 10, ['media/probe-dimensions']],
    [10, ratio * 10 + 1, ['media/probe-dimensions']],
    [ratio * 10 - 1, 10, []],
    [5, 0, ['media/probe-dimensions']],
  ])('measures an image of %i × %i', (width, height, expected) => {
    expect(ids(answered({ dimensions: { width, height } }))).toEqual(expected);
  });

  const side = facts.stickerSide.value;
  it.each([
    [side, side, []],
    [side, 100, []],
    [side - 1, side - 1, ['media/probe-sticker-side']],
    [side + 1, side, ['media/probe-sticker-side']],
  ])('measures a WebP of %i × %i', (width, height, expected) => {
    const result = file('image/webp', 'webp', { dimensions: { width, height } });
    expect(ids(result, named('a.webp', 'image/webp'))).toEqual(expected);
  });

  it.each([199, 301, 401, 403, 404, 500])('is HTTP %i instead of the file', (status) => {
    expect(ids(answered({}, status))).toEqual(['media/probe-status']);
  });

  it('says what stood in the way, and not what the address itself tells', () => {
    const at = (rest: object, host = 'files.example.com', redirected = false) =>
      ids({ host, redirected, ...rest } as ProbeResult);
    expect(at({ kind: 'unreachable', reason: 'timeout' })).toEqual(['media/probe-unreachable']);
    expect(at({ kind: 'private', why: 'loopback' })).toEqual(['media/probe-private']);
    expect(at({ kind: 'private', why: 'loopback' }, '127.0.0.1')).toEqual([]);
    expect(at({ kind: 'private', why: 'loopback' }, '127.0.0.1', true)).toEqual(['media/probe-private']);
    expect(at({ kind: 'skipped', reason: 'http' })).toEqual(['media/probe-skipped']);
    expect(at({ kind: 'skipped', reason: 'credentials' })).toEqual([]);
    expect(at({ kind: 'skipped', reason: 'credentials' }, 'h.com', true)).toEqual(['media/probe-skipped']);
  });
});
