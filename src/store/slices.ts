/** Rows per look into the file, so that none holds the event loop for long: some 10 ms. */
export const sliceSize = 1_000;
/** Tasks per transaction, for the same reason: each may have rows in four tables. */
const writeSize = 100;

/** Cuts a list into slices. */
function slicesOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / writeSize) }, (_, n) =>
    items.slice(n * writeSize, (n + 1) * writeSize),
  );
}

/** Works on one slice after the other and lets everybody else run in between. `wait` resolves after about `ms`. */
export async function inSlices<T, R>(
  items: readonly T[],
  wait: (ms: number) => Promise<void>,
  work: (slice: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (const [n, slice] of slicesOf(items).entries()) {
    if (n > 0) {
      await wait(0);
    }
    for (const result of await work(slice)) {
      results.push(result);
    }
  }
  return results;
}
