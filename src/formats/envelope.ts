import { at, hasAny, list, text, type JsonRecord } from '../domain/json.ts';
import { keepText } from '../domain/plainText.ts';
import { redact } from '../domain/redact.ts';
import type { Reading } from '../domain/ports.ts';
import { first } from './fields.ts';

const maxMessage = 2000;
const maxCode = 200;
const successCodes: ReadonlySet<string> = new Set(['', '0', '200', '10000', 'ok', 'success', 'succeed']);

function word(value: unknown): string {
  return typeof value === 'number' ? String(value) : (text(value) ?? '');
}

function hasSuccessCode(body: JsonRecord): boolean {
  return hasAny(body, 'code') && successCodes.has(word(at(body, 'code')).toLowerCase());
}

/**
 * The server's words when an answer is about no task (error envelopes: OpenAI, new-api, FastAPI, MiniMax, Midjourney
 * styles). The first message that is not empty counts, else the code; undefined when there is neither.
 */
export function readEnvelope(body: JsonRecord): Extract<Reading, { kind: 'error' }> | undefined {
  const error = at(body, 'error');
  const code = first(
    [at(error, 'code'), at(error, 'type'), at(body, 'code')],
    (value) => word(value) || undefined,
  );
  const succeeded = hasSuccessCode(body);
  const message = first(
    [
      at(error, 'message'),
      error,
      ...(succeeded ? [] : [at(body, 'message'), at(body, 'msg')]),
      at(body, 'error_msg'),
      at(body, 'err'),
      at(body, 'detail'),
      ...list(at(body, 'detail'), 1).map((entry) => at(entry, 'msg')),
      ...(succeeded ? [] : [at(body, 'base_resp', 'status_msg')]),
      at(body, 'header', 'message'),
      at(body, 'response', 'error', 'message'),
      at(body, 'description'),
      at(body, 'title'),
      successCodes.has(code?.toLowerCase() ?? '') ? undefined : code,
    ],
    (value) => keepText(value, maxMessage),
  );
  if (message === undefined) {
    return undefined;
  }
  const safe = { kind: 'error' as const, message: redact(message, []) };
  const slug = code === undefined ? undefined : keepText(code, maxCode);
  return slug === undefined ? safe : { ...safe, code: slug };
}
