// What VS Code keeps of a panel while it is hidden or the window reloads.
import * as v from 'valibot';

/** Which of the lists is open. */
export const tabs = ['captions', 'storyboard', 'timeline', 'details', 'answer'] as const;

export type Tab = (typeof tabs)[number];

/** Where a person was. The host finds the task again by `subject`; the rest counts for that subject only. */
export interface SavedPanel {
  readonly subject: string;
  readonly timeMs?: number;
  readonly muted?: boolean;
  /** Captions on the picture. */
  readonly overlay?: boolean;
  /** 1 is the speed of the file. */
  readonly speed?: number;
  readonly tab?: Tab;
}

const saved: v.GenericSchema<unknown, SavedPanel> = v.object({
  subject: v.pipe(v.string(), v.maxLength(2_000)),
  timeMs: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  muted: v.exactOptional(v.boolean()),
  overlay: v.exactOptional(v.boolean()),
  speed: v.exactOptional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(10))),
  tab: v.exactOptional(v.picklist(tabs)),
});

/** What was kept, or undefined for anything else, for example what another version wrote. */
export function readSavedPanel(value: unknown): SavedPanel | undefined {
  const read = v.safeParse(saved, value);
  return read.success ? read.output : undefined;
}
