import { hour, second } from './schedule.ts';

const seconds = /^\d{1,7}$/;
// The three shapes of an HTTP date all have the day's name and the time; anything else that Date.parse likes is garbage here.
const httpDate = /^(mon|tue|wed|thu|fri|sat|sun).* \d\d:\d\d:\d\d/i;

function readDate(text: string | undefined): number | undefined {
  const time = text !== undefined && httpDate.test(text.trim()) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/**
 * How long a provider asks us to wait, ms, 1 s to 1 h; undefined when it does not say so in a valid form.
 * A date is measured against the answer's own `Date`, so that a wrong local clock does not matter.
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined) {
    return undefined;
  }
  if (seconds.test(text)) {
    return Math.min(Math.max(Number(text) * second, second), hour);
  }
  const until = readDate(text);
  return until === undefined
    ? undefined
    : Math.min(Math.max(until - (readDate(headers['date']) ?? now), second), hour);
}
