import type { OutgoingHttpHeaders } from 'node:http';
import { jsonAnswer, textAnswer, type Answer } from './answer.ts';

/** Answers instead of the normal answer. */
export type AnswerFault =
  /** Any status. A string body is sent as it is, anything else as JSON; no content type unless given. */
  | {
      readonly status: number;
      readonly headers?: OutgoingHttpHeaders;
      readonly body?: unknown;
      readonly contentType?: string;
    }
  | { readonly redirect: string; readonly status?: number }
  /** 200 with the log-in page of somebody's network. */
  | { readonly html: true }
  /** 200 `application/json` with this text, valid or not. */
  | { readonly text: string; readonly headers?: OutgoingHttpHeaders }
  /** 200 with this value as JSON. */
  | { readonly body: unknown };

/** Spoils how an answer is sent. */
export type SendingFault =
  | { readonly delayMs: number }
  /** Never answers. */
  | { readonly hang: true }
  /** The connection is reset before any header. */
  | { readonly reset: true }
  /** Announces the whole length and ends the connection after this many bytes of the body. */
  | { readonly resetAfterBytes: number }
  /** Sends this many bytes of the body and then nothing more; the connection stays open. */
  | { readonly hangAfterBytes: number }
  /** Announces this length whatever the body has, and ends the connection after the body. */
  | { readonly announceBytes: number }
  /** Announces no length: the body comes in chunks. */
  | { readonly unannounced: true }
  | { readonly drip: { readonly bytesPerSecond: number } }
  /** Sends the normal body's first bytes and then spaces without end, chunked. */
  | { readonly endless: true };

/** One scripted fault, for one request, or for all that follow it when `forever`. `pass` is a good answer in a script. */
export type Fault = (AnswerFault | SendingFault | { readonly pass: true }) & { readonly forever?: true };

/** Scripts of faults by target. */
export class FaultScripts {
  readonly #scripts = new Map<string, Fault[]>();

  add(target: string, faults: readonly Fault[]): void {
    this.#scripts.set(target, [...(this.#scripts.get(target) ?? []), ...faults]);
  }

  clear(): void {
    this.#scripts.clear();
  }

  /** Takes the next fault of the first target that has one. */
  take(targets: readonly string[]): Fault | undefined {
    for (const target of targets) {
      const script = this.#scripts.get(target);
      const next = script?.[0];
      if (!next) continue;
      if (next.forever !== true) script.shift();
      return next;
    }
    return undefined;
  }
}

/** The answer a fault puts in place of the normal one, if it is of that kind. */
export function answerOfFault(fault: Fault): Answer | undefined {
  if ('redirect' in fault)
    return textAnswer(fault.status ?? 302, '', undefined, { location: fault.redirect });
  if ('status' in fault) {
    const { status, body = '', contentType, headers } = fault;
    const isText = typeof body === 'string';
    return textAnswer(
      status,
      isText ? body : JSON.stringify(body),
      contentType ?? (isText ? undefined : 'application/json'),
      headers,
    );
  }
  if ('html' in fault) return textAnswer(200, logInPage, 'text/html; charset=utf-8');
  if ('text' in fault) return jsonAnswer(200, fault.text, fault.headers);
  if ('body' in fault) return textAnswer(200, JSON.stringify(fault.body), 'application/json; charset=utf-8');
  return undefined;
}

const logInPage =
  '<!doctype html><html lang="en"><head><title>Guest Wi-Fi</title></head><body><h1>Sign in to the network</h1>' +
  '<form action="/login"><input name="email"><button>Continue</button></form></body></html>';
