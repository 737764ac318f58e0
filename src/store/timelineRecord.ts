import * as v from 'valibot';
import { statuses } from '../domain/status.ts';
import { uniteTimelines, type TimelineStep } from '../domain/timeline.ts';
import { finite, type Fields } from './records.ts';

const step = v.object({
  at: finite,
  status: v.picklist(statuses),
  word: v.exactOptional(v.pipe(v.string(), v.maxLength(2_000))),
} satisfies Fields<TimelineStep>);

/** The steps that can be read, in their order; `values` are rows of the table or what a file says. */
export function readSteps(values: readonly unknown[]): readonly TimelineStep[] {
  return uniteTimelines(
    values.flatMap((value) => {
      const { output, success } = v.safeParse(step, withoutNull(value));
      return success ? [output] : [];
    }),
    [],
  );
}

/** An absent word is NULL in a row. */
function withoutNull(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
    : value;
}
