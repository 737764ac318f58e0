import { window, type Disposable, type LogOutputChannel } from 'vscode';
import type { Log } from '../domain/ports.ts';

// What could make two lines of one, or show it in another order.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A log in VS Code's output panel. The channel is made with its first line: activation does not wait for it. */
export class OutputLog implements Log, Disposable {
  readonly #clean: (text: string) => string;
  #channel: LogOutputChannel | undefined;

  /** `clean` takes secrets and signed links out of every line. */
  constructor(clean: (text: string) => string) {
    this.#clean = clean;
  }

  debug(message: string, detail?: Readonly<Record<string, unknown>>): void {
    this.#open().debug(this.#line(message, detail));
  }

  info(message: string, detail?: Readonly<Record<string, unknown>>): void {
    this.#open().info(this.#line(message, detail));
  }

  warn(message: string, detail?: Readonly<Record<string, unknown>>): void {
    this.#open().warn(this.#line(message, detail));
  }

  error(message: string, detail?: Readonly<Record<string, unknown>>): void {
    this.#open().error(this.#line(message, detail));
  }

  show(): void {
    this.#open().show();
  }

  dispose(): void {
    this.#channel?.dispose();
  }

  #open(): LogOutputChannel {
    this.#channel ??= window.createOutputChannel('Video Tasks', { log: true });
    return this.#channel;
  }

  #line(message: string, detail: Readonly<Record<string, unknown>> | undefined): string {
    const line = detail === undefined ? message : `${message} ${JSON.stringify(detail)}`;
    return this.#clean(line.replaceAll(unseen, ''));
  }
}
