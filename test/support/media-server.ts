import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface MediaServer {
  readonly origin: string;
  readonly port: number;
  /** `METHOD path` of every request, in order. */
  readonly requests: readonly string[];
  readonly headers: readonly IncomingMessage['headers'][];
  /** Connections that were opened, whether or not a request came over them. */
  readonly connections: number;
  close(): Promise<void>;
}

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** A file server on loopback that counts its connections. */
export async function startMediaServer(serve: Serve): Promise<MediaServer> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    response.on('error', () => {});
    serve(request, response);
  });
  server.on('connection', (socket) => {
    connections++;
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    headers,
    get connections() {
      return connections;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Serves one file as a proper server does: HEAD, ranges, Content-Length. `size` pretends that more follows `bytes`. */
export function serveFile(bytes: Uint8Array, contentType: string | undefined, size = bytes.byteLength): Serve {
  return (request, response) => {
    if (contentType !== undefined) response.setHeader('content-type', contentType);
    const range = /^bytes=0-(\d+)$/.exec(request.headers.range ?? '');
    if (request.method === 'HEAD' || range === null) {
      response.setHeader('content-length', size);
      response.end(request.method === 'HEAD' ? undefined : pad(bytes, size));
      return;
    }
    if (size === 0) {
      response.writeHead(416, { 'content-range': 'bytes */0' }).end();
      return;
    }
    const last = Math.min(Number(range[1]), size - 1);
    response.writeHead(206, { 'content-range': `bytes 0-${last}/${size}`, 'content-length': last + 1 });
    response.end(pad(bytes, last + 1));
  };
}

function pad(bytes: Uint8Array, size: number): Uint8Array {
  const padded = new Uint8Array(size);
  padded.set(bytes.subarray(0, size));
  return padded;
}

/** Files that are as small as their kind allows. */
export const files = {
  png(width = 640, height = 480): Uint8Array {
    const bytes = Buffer.alloc(57);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    bytes.writeUInt32BE(13, 8);
    bytes.write('IHDR', 12, 'latin1');
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    bytes.set([8, 2], 24);
    bytes.write('IDAT', 37, 'latin1');
    bytes.write('IEND', 49, 'latin1');
    return bytes;
  },
  jpeg(width = 640, height = 480): Uint8Array {
    const bytes = Buffer.from(
      'ffd8ffe000104a46494600010100000100010000ffc0001108000000000301220002110103110'.concat('1ffd9'),
      'hex',
    );
    bytes.writeUInt16BE(height, 25);
    bytes.writeUInt16BE(width, 27);
    return bytes;
  },
  webp(width = 512, height = 512): Uint8Array {
    const bytes = Buffer.alloc(30);
    bytes.write('RIFF', 0, 'latin1');
    bytes.writeUInt32LE(22, 4);
    bytes.write('WEBPVP8X', 8, 'latin1');
    bytes.writeUInt32LE(10, 16);
    bytes.writeUIntLE(width - 1, 24, 3);
    bytes.writeUIntLE(height - 1, 27, 3);
    return bytes;
  },
  gif: (): Uint8Array => Buffer.from('GIF89a\x40\x01\xf0\x00\x00\x00\x00;', 'latin1'),
  pdf: (): Uint8Array => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n%%EOF\n', 'latin1'),
  mp3: (): Uint8Array =>
    Buffer.concat([
      Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00', 'latin1'),
      Buffer.from('fffb9000', 'hex'),
      Buffer.alloc(413),
    ]),
  mp4: (): Uint8Array =>
    Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypmp42\0\0\0\0mp42isom', 'latin1')]),
  html: (): Uint8Array => Buffer.from('\n<!DOCTYPE html>\n<html><head><title>Log in</title></head></html>'),
} as const;
