/** What to put in place of a template's values: by the key they stand under, or by the exact string or number. */
export interface Replacements {
  /** Wins over `values`. `undefined` drops the key. */
  readonly keys?: Readonly<Record<string, unknown>>;
  /** Reaches into replaced objects too. Pairs that start with `undefined` are ignored. */
  readonly values?: readonly (readonly [from: string | number | undefined, to: unknown])[];
}

/** A JSON body made from a documented one, so that no documented field is missing. */
export function fillTemplate(template: unknown, { keys = {}, values = [] }: Replacements): string {
  const byValue = new Map<unknown, unknown>(values.filter(([from]) => from !== undefined));
  return JSON.stringify(template, (key, value: unknown) => {
    if (key !== '' && Object.hasOwn(keys, key)) return keys[key];
    return byValue.has(value) ? byValue.get(value) : value;
  });
}

/** ISO 8601 with six decimals, as the Sora web site writes times. */
export function microseconds(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
