const colours = 25;

/** 25 colours `#rrggbb` of a 5×5 placeholder from base64 of 75 bytes (Luma `thumbnail.palette.grid`), or undefined. */
export function readPalette(grid: unknown): readonly string[] | undefined {
  if (typeof grid !== 'string' || !/^[A-Za-z0-9+/]{100}$/.test(grid)) {
    return undefined;
  }
  const bytes = atob(grid);
  const hex = (index: number): string => bytes.charCodeAt(index).toString(16).padStart(2, '0');
  return Array.from(
    { length: colours },
    (_, index) => `#${hex(index * 3)}${hex(index * 3 + 1)}${hex(index * 3 + 2)}`,
  );
}
