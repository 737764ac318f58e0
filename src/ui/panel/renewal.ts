import { guarded } from '../../domain/guarded.ts';
import type { Parts } from '../parts.ts';
import type { PanelSource } from './source.ts';

/** Asks the provider for a new link when the page could not play a video, once per link. */
export class Renewal {
  readonly #parts: Pick<Parts, 'log' | 'poller'>;
  readonly #tried = new Set<string>();

  constructor(parts: Pick<Parts, 'log' | 'poller'>) {
    this.#parts = parts;
  }

  /** `file` is the id of the video in the panel's state: another link is another file. */
  failed(source: PanelSource, file: string): void {
    if (source.kind !== 'task') {
      return;
    }
    const attempt = `${source.key} ${file}`;
    if (!this.#tried.has(attempt)) {
      this.#tried.add(attempt);
      guarded(this.#parts.log, 'renew', this.#parts.poller.checkNow([source.key]));
    }
  }
}
