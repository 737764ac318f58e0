import { text } from '../domain/json.ts';
import type { MediaUrl } from '../domain/mediaUrl.ts';
import { readMediaUrl } from '../domain/mediaUrl.ts';
import { readTime } from '../domain/numbers.ts';
import { keepText } from '../domain/plainText.ts';
import { redact } from '../domain/redact.ts';
import type { ReadBody } from '../domain/ports.ts';
import type { Failure, Warning } from '../domain/task.ts';

export type Context = Parameters<ReadBody>[1];

const maxPrompt = 8000;
const maxTitle = 200;
const maxFailure = 2000;
const maxId = 512;

/** The first value that can be read. */
export function first<T>(values: readonly unknown[], read: (value: unknown) => T | undefined): T | undefined {
  for (const value of values) {
    const found = read(value);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Reads single fields of one answer and notes what was odd. Of several candidates the first readable one counts. */
export class Fields {
  readonly context: Context;
  readonly #warnings = new Set<Warning>();

  constructor(context: Context) {
    this.context = context;
  }

  get warnings(): readonly Warning[] {
    return [...this.#warnings];
  }

  note(warning: Warning): void {
    this.#warnings.add(warning);
  }

  #text(values: readonly unknown[], max: number): string | undefined {
    return first(values, (value) => {
      const kept = keepText(value, max);
      if (kept !== undefined && String(value).trim().length > max) {
        this.note('truncated');
      }
      return kept;
    });
  }

  prompt(...values: readonly unknown[]): string | undefined {
    return this.#text(values, maxPrompt);
  }

  /** Titles, model names, sizes as words. */
  title(...values: readonly unknown[]): string | undefined {
    return this.#text(values, maxTitle);
  }

  /** Ids and seeds: text, or a number without lost digits. */
  digits(...values: readonly unknown[]): string | undefined {
    return first(values, (value) => {
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        this.note('numbersImprecise');
        return undefined;
      }
      return Number.isInteger(value) ? String(value) : this.#text([value], maxId);
    });
  }

  /** Every id among the values, without repetition. */
  ids(...values: readonly unknown[]): readonly string[] {
    return [...new Set(values.map((value) => this.digits(value)).filter((id) => id !== undefined))];
  }

  /** Epoch ms. */
  time(...values: readonly unknown[]): number | undefined {
    const moment = first(values, (value) => readTime(value, this.context.now));
    if (moment?.zoneless) {
      this.note('zonelessTime');
    }
    return moment?.ms;
  }

  link(value: unknown): MediaUrl | undefined {
    const url = readMediaUrl(value, this.context);
    // Prose in a field for links (new-api) is not worth a warning; a link that must not be followed is.
    if (url === undefined && /^(?:[a-z][a-z0-9+.-]*:|\/)\S+$/i.test(text(value)?.slice(0, 99) ?? '')) {
      this.note('linkRefused');
    }
    return url;
  }

  /** A public image. One that needs the key cannot be shown. */
  image(...values: readonly unknown[]): string | undefined {
    return first(values, (value) => {
      const link = this.link(value);
      return link?.needsKey === false ? link.url : undefined;
    });
  }

  /** Why a job failed. Links and bare numbers are none: new-api keeps results in the field for reasons (overload rule). */
  failure(message: unknown, code?: unknown): Failure | undefined {
    const kept = this.#text([message], maxFailure);
    if (kept === undefined || /^(?:https?:\/\/\S+|\d+)$/i.test(kept)) {
      return undefined;
    }
    const safe = { message: redact(kept, []) };
    const slug = code === 0 ? undefined : this.title(typeof code === 'number' ? String(code) : code);
    return slug === undefined ? safe : { code: slug, ...safe };
  }
}
