// Formatters of Intl, each made once: making one takes a hundred times as long as using it, and lists have many rows.

const numbers = new Map<string, Intl.NumberFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

function once<T>(made: Map<string, T>, name: string, make: () => T): T {
  const known = made.get(name);
  if (known !== undefined) {
    return known;
  }
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}

/** Writes numbers as people do. */
export function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify([language, options]);
  return once(numbers, name, () => new Intl.NumberFormat(language, options));
}

/** Writes times before now as people do: "3m ago". */
export function relativeTimeFormat(language: string): Intl.RelativeTimeFormat {
  const options = { style: 'narrow', numeric: 'auto' } as const;
  return once(relatives, language, () => new Intl.RelativeTimeFormat(language, options));
}
