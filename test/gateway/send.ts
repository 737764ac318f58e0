import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import type { Fault } from './faults.ts';

/** Sends an answer, spoilt by the fault if there is one. */
export async function send(response: ServerResponse, answer: Answer, fault?: Fault): Promise<void> {
  if (!fault) return sendWhole(response, answer);
  if ('hang' in fault) return undefined;
  if ('reset' in fault) return void response.socket?.resetAndDestroy();
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    if ('delayMs' in fault) {
      await sleep(fault.delayMs, undefined, { signal: gone.signal });
      return sendWhole(response, answer);
    }
    if ('resetAfterBytes' in fault) return cutAfter(response, answer, fault.resetAfterBytes);
    if ('hangAfterBytes' in fault) return startOnly(response, answer, fault.hangAfterBytes);
    if ('announceBytes' in fault) return misannounced(response, answer, fault.announceBytes);
    if ('unannounced' in fault) return chunked(response, answer);
    if ('drip' in fault) return await drip(response, answer, fault.drip.bytesPerSecond, gone.signal);
    if ('endless' in fault) return await withoutEnd(response, answer, gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return undefined;
    throw error;
  }
  return sendWhole(response, answer);
}

function sendWhole(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  response.end(response.req.method === 'HEAD' ? undefined : answer.body);
}

function writeHead(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-length': body.length, ...headers });
}

function cutAfter(response: ServerResponse, answer: Answer, bytes: number): void {
  writeHead(response, answer);
  response.flushHeaders();
  response.write(answer.body.subarray(0, bytes), () => response.socket?.destroySoon());
}

function startOnly(response: ServerResponse, answer: Answer, bytes: number): void {
  writeHead(response, answer);
  response.flushHeaders();
  response.write(answer.body.subarray(0, bytes));
}

/** Past the server's own check: it refuses to send what it did not announce. */
function misannounced(response: ServerResponse, { status, headers, body }: Answer, bytes: number): void {
  const lines = Object.entries({ ...headers, 'content-length': bytes }).map(
    ([name, value]) => `${name}: ${String(value)}`,
  );
  response.socket?.write(`HTTP/1.1 ${status} OK\r\n${lines.join('\r\n')}\r\n\r\n`);
  response.socket?.write(body, () => response.socket?.destroySoon());
}

function chunked(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'transfer-encoding': 'chunked' });
  response.end(body);
}

async function drip(
  response: ServerResponse,
  answer: Answer,
  bytesPerSecond: number,
  signal: AbortSignal,
): Promise<void> {
  const step = Math.max(1, Math.round(bytesPerSecond / 20));
  writeHead(response, answer);
  response.flushHeaders();
  for (let at = 0; at < answer.body.length; at += step) {
    await sleep((step / bytesPerSecond) * 1000, undefined, { signal });
    response.write(answer.body.subarray(at, at + step));
  }
  response.end();
}

async function withoutEnd(response: ServerResponse, answer: Answer, signal: AbortSignal): Promise<void> {
  response.writeHead(answer.status, answer.headers);
  response.write(answer.body.subarray(0, -1));
  const spaces = Buffer.alloc(65_536, ' ');
  while (!signal.aborted) {
    if (response.write(spaces)) await sleep(1, undefined, { signal });
    else
      await new Promise<void>((resolve) => {
        response.once('drain', resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
  }
}
