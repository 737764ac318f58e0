import { parseJson } from '../domain/json.ts';
import { redactBody } from '../domain/redact.ts';

/** An answer as people read JSON, without personal fields and keys; undefined when it is no JSON. */
export function answerText(answer: string | undefined): string | undefined {
  const body = answer === undefined ? undefined : parseJson(answer);
  return body === undefined ? undefined : JSON.stringify(redactBody(body), undefined, 2);
}
