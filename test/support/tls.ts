import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of the test certificate, for `NODE_EXTRA_CA_CERTS` of a child process. */
export const testCertificateFile = fileURLToPath(new URL('./tls/cert.pem', import.meta.url));

/** The test-only pair: see the first lines of the files. `cert` is its own certificate authority. */
export const testTls = {
  cert: readFileSync(testCertificateFile, 'utf8'),
  key: readFileSync(fileURLToPath(new URL('./tls/key.pem', import.meta.url)), 'utf8'),
} as const;
