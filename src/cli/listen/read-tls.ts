import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { CmtgError } from '../../core/errors.js';

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/**
 * Reads and checks certificate and key: the server would say later, and in the words of OpenSSL, what is wrong with them.
 * Throws `tls-file` for a file that cannot be read, `tls-invalid` for what is in one.
 */
export function readTls(certFile: string, keyFile: string, cwd: string): TlsFiles {
  const files = { cert: readPem(certFile, cwd), key: readPem(keyFile, cwd) };
  const certificate = readCertificate(files.cert, certFile);
  const key = readKey(files.key, keyFile);
  if (!certificate.checkPrivateKey(key)) {
    throw invalid(
      `${certFile} and ${keyFile} do not belong together.`,
      'Give the key that the certificate was made for. In a file of several certificates, the one of the server comes first.',
    );
  }
  try {
    createSecureContext(files);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw invalid(`${certFile} and ${keyFile} cannot be used: ${why}.`, 'Make a new pair with today’s sizes.', cause);
  }
  return files;
}

function readPem(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new CmtgError(`Cannot read ${file}.`, { code: 'tls-file', category: 'input', cause });
  }
}

function readCertificate(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw invalid(
      `${file} holds no certificate in PEM form.`,
      'It begins with -----BEGIN CERTIFICATE-----; give it with --tls-cert.',
      cause,
    );
  }
}

function readKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
      throw invalid(
        `${file} is locked with a passphrase, which nobody could type at a start.`,
        `Unlock a copy: openssl pkey -in KEY -out KEY.open`,
        cause,
      );
    }
    throw invalid(
      `${file} holds no private key in PEM form.`,
      'It begins with -----BEGIN PRIVATE KEY-----; give it with --tls-key.',
      cause,
    );
  }
}

function invalid(message: string, hint: string, cause?: unknown): CmtgError {
  return new CmtgError(message, { code: 'tls-invalid', category: 'input', hint, cause });
}
