const numeric = /^\s*-?\d{1,40}(?:\.\d{1,40})?\s*$/;
const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;
const year2000 = Date.UTC(2000);
const tenYears = 10 * 365.25 * 86_400_000;
const oneDay = 86_400_000;

/** A moment, and whether the text named no time zone (it is read as UTC then). */
export interface Moment {
  /** Epoch ms. */
  readonly ms: number;
  readonly zoneless: boolean;
}

export interface Size {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A finite number, or a decimal number in a string. Exponents and hexadecimals in strings, booleans and arrays are no numbers. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && numeric.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A positive whole number up to `max`: pixels, frames, bytes, places in a queue. */
export function readCount(value: unknown, max: number = Number.MAX_SAFE_INTEGER): number | undefined {
  const number = readNumber(value);
  return number !== undefined && Number.isInteger(number) && number > 0 && number <= max ? number : undefined;
}

/** Width, height: at most 65,536 pixels. */
export function readPixels(value: unknown): number | undefined {
  return readCount(value, 65_536);
}

/** Frames per second: positive and at most 1,000. */
export function readRate(value: unknown): number | undefined {
  const rate = readNumber(value);
  return rate !== undefined && rate > 0 && rate <= 1000 ? rate : undefined;
}

/** Seconds as a number, "8", "5.04" or "5s" to ms; positive and at most a day. */
export function readSeconds(value: unknown): number | undefined {
  const seconds = readNumber(typeof value === 'string' ? value.trim().replace(/s$/i, '') : value);
  const ms = Math.round((seconds ?? 0) * 1000);
  return ms > 0 && ms <= oneDay ? ms : undefined;
}

function fraction(value: number | undefined): number | undefined {
  return value === undefined || value < 0 ? undefined : Math.min(value, 1);
}

/** A percentage, `"45%"` or 45, to 0..1. Divides by 100 always: 1 means one percent (OpenAI and new-api `progress`). */
export function readPercent(value: unknown): number | undefined {
  const percent = readNumber(typeof value === 'string' ? value.trim().replace(/%$/, '') : value);
  return fraction(percent === undefined ? undefined : percent / 100);
}

/** Progress that servers give as 0..1 or, above 1, as a percentage (Sora web `progress_pct`), to 0..1. */
export function readFraction(value: unknown): number | undefined {
  const number = readNumber(value);
  return fraction(number !== undefined && number > 1 ? number / 100 : number);
}

/** Epoch ms from seconds, ms or µs, told apart by magnitude. */
function fromMagnitude(number: number): number {
  if (number < 1e11) {
    return number * 1000;
  }
  return number < 1e14 ? number : number / 1000;
}

function zoneOffset(zone: string): number {
  const [, sign = '', hours = '', minutes = ''] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function fromIso(source: string): Moment | undefined {
  const match = iso.exec(source.trim());
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour = 0, minute = 0, second = 0, part = '', zone] = match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const back = new Date(local);
  // Date.UTC turns February 30 into March 2 and hour 25 into the next day: such a text names no moment.
  const exists = back.getUTCDate() === Number(day) && back.getUTCHours() === Number(hour);
  const ms = local + Number(part.padEnd(3, '0').slice(0, 3)) - zoneOffset(zone ?? '');
  return exists ? { ms, zoneless: zone === undefined } : undefined;
}

/**
 * A moment from epoch seconds, ms or µs (number or numeric string) or an ISO text. Undefined for everything that
 * means "unset": 0, Go's year 1, before 2000, more than ten years after `now` (epoch ms).
 */
export function readTime(value: unknown, now: number): Moment | undefined {
  const number = readNumber(value);
  const moment =
    number === undefined
      ? fromIso(typeof value === 'string' ? value : '')
      : { ms: Math.round(fromMagnitude(number)), zoneless: false };
  return moment !== undefined && moment.ms >= year2000 && moment.ms <= now + tenYears ? moment : undefined;
}

/** "854x480", also with `*`, `:` and `×`. A ratio such as 16:9 (both below 100) is no size. */
export function readSize(value: unknown): Size | undefined {
  const match = typeof value === 'string' ? /^\s*(\d{1,5})\s*[x*:×]\s*(\d{1,5})\s*$/i.exec(value) : null;
  const width = readPixels(match?.[1]);
  const height = readPixels(match?.[2]);
  return width === undefined || height === undefined || (width < 100 && height < 100)
    ? undefined
    : { width, height };
}
