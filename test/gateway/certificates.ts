import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its key, PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** The name, besides 127.0.0.1, that certificates of the test authority are made out to. No resolver knows it. */
export const issuedTo = 'gateway.proxy-only.test';

/** Absolute path of the certificate of the test authority. */
export const authorityFile = join(import.meta.dirname, '..', 'fixtures', 'tls', 'authority.pem');

function read(file: string): string {
  return readFileSync(join(authorityFile, '..', file), 'utf8');
}

/** A certificate of the test authority: a good one, one that expired in 2020, and one that is made out to another name. */
export function issued(name: 'server' | 'expired' | 'otherName'): Identity {
  return { cert: read(`${name}.pem`), key: read('server.key') };
}
