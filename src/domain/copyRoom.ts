// Which local copies go when there is no room for another one.

/** A local copy and what is known of its task. */
export interface KeptCopy {
  readonly name: string;
  readonly bytes: number;
  /** Absent when its task is not in the list. */
  readonly task?: { readonly watchedAt?: number };
  /** Somebody is looking at it. */
  readonly pinned: boolean;
}

/** When a copy was last of use, epoch ms; undefined when it has to stay: nobody has seen it yet, or somebody does now. */
function usedAt({ task, pinned }: KeptCopy): number | undefined {
  if (pinned) {
    return undefined;
  }
  return task === undefined ? Number.NEGATIVE_INFINITY : task.watchedAt;
}

/** How many bytes another copy may have; `limit` is that of all copies together. */
export function roomFor(copies: readonly KeptCopy[], limit: number): number {
  const staying = copies.filter((copy) => usedAt(copy) === undefined);
  return Math.max(0, limit - staying.reduce((sum, { bytes }) => sum + bytes, 0));
}

/**
 * The names of the copies that go so that one of `bytes` fits below `limit`: those without a task, then those that were
 * watched longest ago. Undefined when there is no room however many go: what nobody has watched yet stays.
 */
export function copiesToDrop(
  copies: readonly KeptCopy[],
  bytes: number,
  limit: number,
): readonly string[] | undefined {
  if (bytes > roomFor(copies, limit)) {
    return undefined;
  }
  let excess = bytes - limit + copies.reduce((sum, copy) => sum + copy.bytes, 0);
  const going: string[] = [];
  const oldest = copies
    .map((copy) => ({ copy, at: usedAt(copy) }))
    .filter((each): each is typeof each & { readonly at: number } => each.at !== undefined)
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  for (const { copy } of oldest) {
    if (excess <= 0) {
      break;
    }
    going.push(copy.name);
    excess -= copy.bytes;
  }
  return going;
}
