// Numbers as people write them, in their language.
import { numberFormat, relativeTimeFormat } from './formatters.ts';
import { hour, minute, second } from './schedule.ts';

const day = 24 * hour;

type Unit = 'second' | 'minute' | 'hour' | 'day';

function largestUnit(ms: number): readonly [value: number, unit: Unit] {
  if (ms < minute) {
    return [Math.floor(ms / second), 'second'];
  }
  if (ms < hour) {
    return [Math.floor(ms / minute), 'minute'];
  }
  return ms < day ? [Math.floor(ms / hour), 'hour'] : [Math.floor(ms / day), 'day'];
}

/** A span of time in its largest unit: `2m`, `3h`. A negative one counts as none. */
export function spanText(ms: number, language: string): string {
  const [value, unit] = largestUnit(Math.max(0, ms));
  return numberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
}

/** A time before now: `3m ago`. A time in the future counts as now. */
export function agoText(time: number, now: number, language: string): string {
  const [value, unit] = largestUnit(Math.max(0, now - time));
  return relativeTimeFormat(language).format(-value, unit);
}

/** The length of a clip: `5s`, `5.04s`. */
export function clipText(durationMs: number, language: string): string {
  const seconds = { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 2 } as const;
  return numberFormat(language, seconds).format(durationMs / second);
}

/** `14:32:07` of an epoch time. */
export function clockText(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(time);
}

/** `14:32` of an epoch time. */
export function timeText(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    time,
  );
}

/** Date and time of an epoch time, to the second. */
export function dateText(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(time);
}

/** `4.0 MB`; decimal units. */
export function bytesText(bytes: number, language: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'KB'] : [bytes / 1e6, 'MB'];
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${numberFormat(language, digits).format(value)} ${unit}`;
}

/** `62%` of a fraction 0..1. */
export function percentText(fraction: number, language: string): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(fraction);
}

/** `854×480`, or undefined when a side is not known. */
export function sizeText(width: number | undefined, height: number | undefined): string | undefined {
  return width === undefined || height === undefined ? undefined : `${width}×${height}`;
}
