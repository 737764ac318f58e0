// Times as a person reads them. Digits only, so that nothing here needs a translation.

const pad = (value: number): string => String(value).padStart(2, '0');

function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const start = hours > 0 ? `${hours}:${pad(minutes)}` : String(minutes);
  return `${start}:${pad(seconds % 60)}`;
}

/** A position in the video, cut to tenths: 2,540 ms is `0:02.5`. */
export function positionText(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  return `${clock(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** Seconds with at most one digit after the point: 2,540 ms is `2.5`. */
export function secondsText(ms: number): string {
  return String(Math.round(Math.max(0, ms) / 100) / 10);
}

/** Time that is left: `41:07`, `5:02:11`, and from two days on whole days in the given language. */
export function leftText(ms: number, language: string): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1000);
  const days = Math.floor(seconds / 86_400);
  return days >= 2
    ? new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days)
    : clock(seconds);
}

/** Puts arguments into the places `{0}`, `{1}` ... of a text. */
export function fillIn(text: string, ...args: readonly string[]): string {
  return text.replaceAll(/\{(\d)\}/g, (place, index: string) => args[Number(index)] ?? place);
}
