// What VS Code keeps of a panel while it is hidden or the window reloads.
import * as v from 'valibot';
import { id, subject } from './names.ts';

/** Which of the lists is open. */
export const tabs = ['captions', 'storyboard', 'timeline', 'details', 'answer'] as const;

export type Tab = (typeof tabs)[number];

/** Where a person was. The host finds the task again by `subject`; the rest counts for that subject only. */
export interface SavedPanel {
  readonly subject: string;
  /** Id of the result that was chosen. */
  readonly variant?: string;
  /** Id of the file that was chosen. */
  readonly quality?: string;
  readonly timeMs?: number;
  readonly muted?: boolean;
  /** Captions on the picture. */
  readonly overlay?: boolean;
  /** 1 is the speed of the file. */
  readonly speed?: number;
  readonly tab?: Tab;
}

const saved: v.GenericSchema<unknown, SavedPanel> = v.object({
  subject,
  variant: v.exactOptional(id),
  quality: v.exactOptional(id),
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
