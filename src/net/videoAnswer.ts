import type { Response } from 'node-fetch';
import type { CopyProblem, PartFile, PartNote } from '../domain/copyPorts.ts';
import { present } from '../domain/json.ts';
import { readCount } from '../domain/numbers.ts';
import { network } from './openVideo.ts';

/** The header lines that ask for the rest of a part; none when it cannot be gone on with. */
export function rangeHeaders({ bytes, note: { validator } }: PartFile): Readonly<Record<string, string>> {
  return bytes === 0 || validator === undefined ? {} : { range: `bytes=${bytes}-`, 'if-range': validator };
}

/** What an answer with a whole file says of it. What a server has compressed has another length when it is here. */
export function noteOf({ headers }: Response): PartNote {
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    return {};
  }
  const tag = headers.get('etag');
  // A weak tag says that a file looks the same, not that its bytes are.
  const strong = tag !== null && /^"[\x21\x23-\x7e]*"$/.test(tag) ? tag : undefined;
  const date = headers.get('last-modified') ?? undefined;
  const validator = [strong, date].find((text) => text !== undefined && /^[\x20-\x7e]{1,512}$/.test(text));
  return present({ validator, total: readCount(headers.get('content-length')) });
}

/** True when an answer carries exactly what is missing of a part. */
export function continues(
  { headers, status }: Response,
  { bytes, note: { total, validator } }: PartFile,
): boolean {
  const [, first, last, whole] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  const tag = headers.get('etag');
  return (
    status === 206 &&
    Number(first) === bytes &&
    Number(last) === Number(whole) - 1 &&
    (total === undefined || total === Number(whole)) &&
    (tag === null || !validator?.startsWith('"') || tag === validator) &&
    (headers.get('content-encoding') ?? 'identity') === 'identity'
  );
}

/** What an answer without a file means. `hasKey`: it was asked for with a key. */
export function statusProblem(status: number, hasKey: boolean): CopyProblem {
  switch (status) {
    case 404:
    case 410:
      return { kind: 'gone' };
    case 401:
      return hasKey ? network('keyRejected', status) : { kind: 'expired' };
    case 403:
      return hasKey ? network('forbidden', status) : { kind: 'expired' };
    case 407:
      return network('proxy', status);
    case 408:
      return network('timeout', status);
    case 429:
      return network('rateLimited', status);
    default:
      return network(status >= 500 ? 'serverError' : 'badAnswer', status);
  }
}
