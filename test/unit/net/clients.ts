import assert from 'node:assert/strict';
import type { HttpAnswer, HttpResult, KeyAnswer, Log, TransportError } from '../../../src/domain/ports.ts';
import type { Auth } from '../../../src/domain/provider.ts';
import { createApiClient, type ApiClientOptions } from '../../../src/net/apiClient.ts';

export const key = 'sk-Test_0123456789+/=';
export const userAgent = 'VideoTasks/1.2.3';
const bearer: Auth = { header: 'Authorization', scheme: 'Bearer' };

export interface AskOptions extends Partial<ApiClientOptions> {
  readonly answer?: KeyAnswer;
  readonly auth?: Auth;
  readonly signal?: AbortSignal;
}

/** Asks once, and makes sure that neither message nor log says more than they may. */
export async function ask(url: string | URL, options: AskOptions = {}): Promise<HttpResult> {
  const lines: string[] = [];
  const note = (message: string, detail?: unknown): void =>
    void lines.push(message + JSON.stringify(detail ?? {}));
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const answer = options.answer ?? { state: 'ready', key };
  const { auth = bearer, signal = new AbortController().signal, ...others } = options;
  const client = createApiClient({ keys: { get: async () => answer }, userAgent, log, ...others });
  const result = await client.ask({ url: new URL(url), auth }, signal);
  const said = lines.join('\n') + (result.ok ? '' : result.error.message);
  for (const secret of [key, key.toLowerCase(), 'Bearer', 'authorization', '?', '/v1/']) {
    assert.ok(!said.includes(secret), `${secret} in ${said}`);
  }
  assert.equal(lines.length, 1);
  return result;
}

/** The error of an attempt that must fail. */
export async function askInVain(url: string | URL, options: AskOptions = {}): Promise<TransportError> {
  const result = await ask(url, options);
  assert.ok(!result.ok, 'no error');
  return result.error;
}

/** The answer of an attempt that must not fail. */
export async function askWell(url: string | URL, options: AskOptions = {}): Promise<HttpAnswer> {
  const result = await ask(url, options);
  assert.ok(result.ok, result.ok ? '' : result.error.kind);
  return result.answer;
}
