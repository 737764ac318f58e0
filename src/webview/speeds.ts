/** The speeds on offer, slowest first. */
export const speeds: readonly number[] = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];

/** The next slower (-1) or faster (1) speed; the ends stay. */
export function nextSpeed(speed: number, direction: -1 | 1): number {
  const next = direction > 0 ? speeds.find((each) => each > speed) : speeds.findLast((each) => each < speed);
  return next ?? speed;
}
