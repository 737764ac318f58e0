import type { OutgoingHttpHeaders } from 'node:http';

/** A complete answer, before any fault is applied to its sending. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

export function jsonAnswer(status: number, body: unknown, headers: OutgoingHttpHeaders = {}): Answer {
  return textAnswer(
    status,
    typeof body === 'string' ? body : JSON.stringify(body),
    'application/json; charset=utf-8',
    headers,
  );
}

/** `contentType` may be left out, as the rate limiters of some gateways do. */
export function textAnswer(
  status: number,
  body: string,
  contentType?: string,
  headers: OutgoingHttpHeaders = {},
): Answer {
  return {
    status,
    headers: { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...headers },
    body: Buffer.from(body),
  };
}

/** The envelope of new-api for refused keys. */
export function keyRefused(message: string, requestId: string): Answer {
  return jsonAnswer(401, {
    error: { message: `${message} (request id: ${requestId})`, type: 'new_api_error', code: '' },
  });
}

/** The envelope of OpenAI's API, which gateways use for their own answers too. */
export function requestRefused(status: number, message: string, code = ''): Answer {
  return jsonAnswer(status, { error: { message, type: 'invalid_request_error', param: '', code } });
}

/** What new-api says, with HTTP 400, about an id it does not know (yet). */
export function taskNotExist(): Answer {
  return jsonAnswer(400, { code: 'task_not_exist', message: 'task_not_exist', data: null });
}
