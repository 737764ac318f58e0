import type { Detail } from '../../protocol/state.ts';

/** One fact of both. */
export interface FactPair {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
}

/** What both sides say, by label: in the order of the left one, then what only the right one has. */
export function pairDetails(left: readonly Detail[], right: readonly Detail[]): readonly FactPair[] {
  const labels = new Set([...left, ...right].map(({ label }) => label));
  return [...labels].map((label) => {
    const [one, other] = [left, right].map((side) => side.find((detail) => detail.label === label));
    return {
      label,
      left: one?.value ?? '',
      right: other?.value ?? '',
      differs: one?.differs === true || other?.differs === true,
    };
  });
}
