import type { Socket } from 'node:net';

/**
 * Answers bytes that Node's parser refused, or that took too long, and closes the connection. Tells the status.
 *
 * @param isAnswered the refusal of an earlier request is on its way: these bytes are what stood behind it.
 */
export function refuseBytes(error: NodeJS.ErrnoException, socket: Socket, isAnswered: boolean): number | undefined {
  if (isAnswered) {
    socket.destroySoon();
    return undefined;
  }
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  const [status, reason] = statusOf(error.code);
  socket.write(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // Not `end()`: a peer that never closes its side would keep the connection.
  socket.destroySoon();
  return status;
}

function statusOf(code: string | undefined): readonly [number, string] {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'Request Timeout'];
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'Request Header Fields Too Large'];
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return [413, 'Payload Too Large'];
    default:
      return [400, 'Bad Request'];
  }
}
