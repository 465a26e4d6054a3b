import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mediaHosts } from '../../../src/core/channel/cm.js';
import type { ProbeHttp, ProbeRequest, ProbeResponse } from '../../../src/http/probe-http.js';
import { downloadMedia } from '../../../src/media/download-media.js';
import { buildFileName } from '../../../src/media/file-name.js';
import { writeNewFile } from '../../../src/media/write-new-file.js';
import { createTempFolder } from '../../support/temp-folder.js';

const [cmHost = ''] = mediaHosts.value;
const file: ProbeResponse = {
  status: 200,
  headers: { 'content-type': 'image/png' },
  body: Buffer.from('bytes'),
  complete: true,
};

const download = async (
  uri: string,
  network: { addresses?: readonly string[]; response?: Partial<ProbeResponse> } = {},
) => {
  const requests: ProbeRequest[] = [];
  const http: ProbeHttp = {
    lookup: async () => network.addresses ?? ['93.184.216.34'],
    request: async (request) => {
      requests.push(request);
      return { ...file, ...network.response };
    },
  };
  const signal = new AbortController().signal;
  return { result: await downloadMedia(uri, { http, token: 'the-secret-token', maxBytes: 100, signal }), requests };
};

describe('downloadMedia', () => {
  it('sends the token to CM’s media hosts', async () => {
    const { result, requests } = await download(`https://${cmHost}/fileproxy/files/1`);
    expect(result).toMatchObject({ withToken: true, contentType: 'image/png' });
    expect(requests[0]?.headers['x-cm-producttoken']).toBe('the-secret-token');
  });

  it.each([
    'https://files.example.org/1',
    `https://evil-${cmHost}/1`,
    `https://${cmHost}.evil.org/1`,
    `https://x.${cmHost}/1`,
    `https://${cmHost}:443.evil.org/1`,
    'https://cdn-4.messaging.cm.com/1',
    'https://messaging.cm.com/1',
    'https://93.184.216.34/1',
  ])('sends it nowhere else: %s', async (uri) => {
    const { requests } = await download(uri);
    for (const { headers } of requests) expect(JSON.stringify(headers)).not.toContain('the-secret-token');
  });

  it.each([
    ['http://files.example.org/1', /plain http/],
    ['ftp://files.example.org/1', /https/],
    ['file:///etc/passwd', /https/],
    ['https://user:pass@files.example.org/', /password/],
    ['https://files.example.org:8443/', /port/],
    ['https://localhost/1', /private|localhost/],
    ['https://127.0.0.1/1', /this machine/],
    ['https://[::ffff:169.254.169.254]/1', /link-local/],
    ['https://0x7f000001/', /this machine/],
    ['https://printer/', /without a dot/],
    ['not a url', /not an address/],
    ['', /not an address/],
  ])('asks nobody for %s', async (uri, why) => {
    const { result, requests } = await download(uri);
    expect(result).toEqual({ refused: expect.stringMatching(why) });
    expect(requests).toEqual([]);
  });

  it('asks nobody when one address of a name is private, and checks the peer', async () => {
    const { result, requests } = await download('https://rebind.example.org/', {
      addresses: ['93.184.216.34', '10.0.0.1'],
    });
    expect(result).toEqual({ refused: expect.stringMatching(/private/) });
    expect(requests).toEqual([]);
    const { requests: asked } = await download('https://files.example.org/');
    expect(asked[0]?.isAllowed('127.0.0.1')).toBe(false);
    expect(asked[0]?.isAllowed('93.184.216.34')).toBe(true);
  });

  it.each([
    [{ status: 302 }, /redirects are not followed/],
    [{ status: 401 }, /HTTP 401/],
    [{ complete: false }, /larger than 100 bytes/],
  ])('takes no other answer: %j', async (response, why) => {
    expect((await download('https://files.example.org/', { response })).result).toEqual({
      refused: expect.stringMatching(why),
    });
  });
});

describe('buildFileName', () => {
  it.each([
    ['photo.jpg', 'image/jpeg', 'id-1-photo.jpg'],
    ['', 'image/jpeg', 'id-1.jpg'],
    ['', '', 'id-1.bin'],
    ['../../etc/passwd', '', 'id-1-passwd.bin'],
    ['..\\..\\boot.ini', '', 'id-1-boot.ini'],
    ['.bashrc', 'text/plain', 'id-1-bashrc.txt'],
    ['-rf *', 'text/plain', 'id-1-rf.txt'],
    ['a\u0000b\u001b[2J\n.png', 'image/png', 'id-1-a-b-2J.png'],
    ['\u202egpj.exe', '', 'id-1-gpj.exe'],
    ['Grüße 漢字.pdf', '', 'id-1-Grüße-漢字.pdf'],
    [`${'x'.repeat(500)}.pdf`, '', `id-1-${'x'.repeat(80)}.pdf`],
    ['a.tar.gz', '', 'id-1-a-tar.gz'],
  ])('%j of %j', (title, type, name) => {
    expect(buildFileName('id-1', title, type)).toBe(name);
  });
});

describe('writeNewFile', () => {
  it('overwrites nothing, follows no link, and keeps files to their owner', async () => {
    const folder = createTempFolder();
    const inner = join(folder, 'new');
    expect(await writeNewFile(inner, 'a.txt', Buffer.from('1'))).toBe(join(inner, 'a.txt'));
    symlinkSync(join(folder, 'elsewhere'), join(inner, 'a-2.txt'));
    expect(await writeNewFile(inner, 'a.txt', Buffer.from('2'))).toBe(join(inner, 'a-3.txt'));
    expect(readFileSync(join(inner, 'a.txt'), 'utf8')).toBe('1');
    expect(readdirSync(folder)).toEqual(['new']);
    expect(statSync(join(inner, 'a.txt')).mode & 0o777).toBe(0o600);
    expect(lstatSync(inner).mode & 0o777).toBe(0o700);
  });

  it('says when it cannot write', async () => {
    const folder = createTempFolder();
    await writeNewFile(folder, 'file', Buffer.from('1'));
    await expect(writeNewFile(join(folder, 'file'), 'a.txt', Buffer.from('1'))).rejects.toMatchObject({
      code: 'media-unwritable',
    });
  });
});
