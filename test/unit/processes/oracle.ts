// Compares what the windows said with what is stored, and finds what was lost, undone or told twice.
import { maxInFlight } from '../../../src/domain/origin.ts';
import { leaseMs } from '../../../src/domain/originState.ts';
import type { Task } from '../../../src/domain/task.ts';
import type { Act, Entry, Journal } from './journal.ts';

type Stored = ReadonlyMap<string, Task>;

/** Entries of one kind, by the key of their task, in the order in which each window wrote them. */
function collect(
  journals: readonly Journal[],
  is: Entry['is'],
  act?: Act,
): ReadonlyMap<string, readonly Entry[]> {
  const entries = journals
    .flatMap((journal) => journal.entries)
    .filter((entry) => entry.is === is && entry.act === act);
  return Map.groupBy(entries, ({ key = '' }) => key);
}

/** A journal that is not whole proves nothing. */
function gaps(journals: readonly Journal[]): readonly string[] {
  return journals.flatMap(({ window, entries }) =>
    entries.every(({ n }, index) => n === index + 1) ? [] : [`${window}: the journal has a gap`],
  );
}

/** P07, F01: what was said to be saved is there. */
function lost(journals: readonly Journal[], stored: Stored): readonly string[] {
  const removals = collect(journals, 'begun', 'remove');
  const kept = (act: Act): readonly string[] =>
    [...collect(journals, 'saved', act).keys()].filter((key) => !removals.has(key));
  return [
    ...kept('add').flatMap((key) => (stored.has(key) ? [] : [`${key}: lost`])),
    ...kept('mark').flatMap((key) =>
      stored.get(key)?.watchedAt === undefined ? [`${key}: the mark is lost`] : [],
    ),
  ];
}

/** The last name that was said to be saved, or one that was begun after it. */
function lostNames(journals: readonly Journal[], stored: Stored): readonly string[] {
  const removals = collect(journals, 'begun', 'remove');
  const begun = collect(journals, 'begun', 'name');
  return [...collect(journals, 'saved', 'name')].flatMap(([key, entries]) => {
    const last = entries.at(-1);
    const names = begun.get(key)?.map(({ text }) => text) ?? [];
    const possible = names.slice(names.indexOf(last?.text));
    const name = stored.get(key)?.name;
    return removals.has(key) || possible.includes(name)
      ? []
      : [`${key}: named ${name}, not ${possible.join(', ')}`];
  });
}

/** F02: every addition that was said to be saved counts once, and none that was not begun. */
function miscounts(journals: readonly Journal[], stored: Stored): readonly string[] {
  const saved = collect(journals, 'saved', 'count');
  return [...collect(journals, 'begun', 'count')].flatMap(([key, { length: most }]) => {
    const least = saved.get(key)?.length ?? 0;
    const count = Number(stored.get(key)?.name ?? 0);
    return count >= least && count <= most ? [] : [`${key}: counted ${count}, not ${least} to ${most}`];
  });
}

/** F03: what was said to be removed stays so; no test adds a task again. */
function resurrected(journals: readonly Journal[], stored: Stored): readonly string[] {
  return [...collect(journals, 'saved', 'remove').keys()].flatMap((key) =>
    stored.has(key) ? [`${key}: removed and there again`] : [],
  );
}

/** P09: each end is told once at most, and the claim to have told it stays. */
function mistold(journals: readonly Journal[], stored: Stored): readonly string[] {
  return [...collect(journals, 'told')].flatMap(([key, { length }]) => {
    const task = stored.get(key);
    return [
      ...(length > 1 ? [`${key}: told ${length} times`] : []),
      ...(task !== undefined && task.announcedAt === undefined ? [`${key}: told without a claim`] : []),
    ];
  });
}

/** P11: of requests that nobody answers, so many are out at once and no more, until their leases lapse. */
function crowds(journals: readonly Journal[]): readonly string[] {
  return [...collect(journals, 'admitted')].flatMap(([key, entries]) => {
    const times = entries.map(({ text }) => Number(text)).sort((a, b) => a - b);
    return times.flatMap((time, index) => {
      const before = times[index - maxInFlight];
      return before !== undefined && time - before < leaseMs
        ? [`${key}: ${maxInFlight + 1} requests within ${time - before} ms`]
        : [];
    });
  });
}

/** Nothing is wrong but that a window has waited too long for the others. */
function complaints(journals: readonly Journal[]): readonly string[] {
  return journals.flatMap(({ window, entries }) =>
    entries
      .filter(
        ({ is, text = '' }) => (is === 'warned' || is === 'refused') && !text.includes('database is locked'),
      )
      .map(({ text }) => `${window}: ${text}`),
  );
}

/** Everything that breaks a promise of the store or of the notifications: one sentence for each. */
export function breaches(journals: readonly Journal[], stored: Stored): readonly string[] {
  return [gaps(journals), complaints(journals), crowds(journals)]
    .concat([lost, lostNames, miscounts, resurrected, mistold].map((check) => check(journals, stored)))
    .flat();
}

/** How many entries of each kind there are. */
export function tally(journals: readonly Journal[]): Readonly<Record<Entry['is'], number>> {
  const count = (is: Entry['is']): number =>
    journals.flatMap(({ entries }) => entries).filter((entry) => entry.is === is).length;
  return {
    begun: count('begun'),
    saved: count('saved'),
    refused: count('refused'),
    told: count('told'),
    admitted: count('admitted'),
    warned: count('warned'),
  };
}
