export type JsonRecord = Readonly<Record<string, unknown>>;

const maxDepth = 64;
const maxValues = 20_000;

/** True for a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a JSON object; an empty one when it is none. */
export function record(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** The own property behind a path of names, or undefined. Never sees inherited properties such as `constructor`. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) => (isRecord(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    value,
  );
}

/** True when the object itself, not its prototype, has one of the names. */
export function hasAny(value: JsonRecord, ...names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(value, name));
}

/** A string with something in it, trimmed; else undefined. */
export function text(value: unknown): string | undefined {
  return (typeof value === 'string' && value.trim()) || undefined;
}

/** The first `limit` items of an array; empty when the value is none. */
export function list(value: unknown, limit: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, limit) : [];
}

type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out the fields that are undefined, so that absent stays absent. */
export function present<T extends object>(value: T): Present<T> {
  const kept: unknown = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
  return kept as Present<T>;
}

function isBounded(root: unknown): boolean {
  let level: readonly unknown[] = [root];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    const containers = level.filter((value) => typeof value === 'object' && value !== null);
    values += level.length;
    if (values > maxValues || (depth === maxDepth && containers.length > 0)) {
      return false;
    }
    level = containers.flatMap((container) => Object.values(container));
  }
  return true;
}

/**
 * Parses JSON text, with any number of byte order marks in front. Undefined when it is no JSON, is nested more than
 * 64 levels deep, or holds more than 20,000 values. `__proto__` in the text becomes a plain own property.
 */
export function parseJson(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source.replace(/^\uFEFF+/, ''));
    return isBounded(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
