// What a panel is sent: one state, or two that are compared.
import type { PanelState } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import type { PanelChoice } from './choice.ts';
import { panelState } from './panelState.ts';
import { sourceOf, subjectOf, type PanelSource } from './source.ts';
import type { Shown } from './video.ts';

export interface PanelSnapshot {
  readonly state: PanelState;
  /** In a comparison: what stands on the right. */
  readonly beside?: PanelState;
}

/** Marks the details in which two states differ. */
function marked(state: PanelState, other: PanelState): PanelState {
  const values = new Map(other.details.map(({ label, value }) => [label, value]));
  const details = state.details.map((detail) => ({
    ...detail,
    differs: values.get(detail.label) !== detail.value,
  }));
  return { ...state, details };
}

/** The snapshot of what a source shows: of one task, or of two that are compared. */
export function snapshotFor(
  source: PanelSource,
  [shown, other]: readonly [Shown, Shown?],
  choice: PanelChoice,
  parts: Parts,
): PanelSnapshot {
  if (source.kind !== 'compare') {
    return { state: panelState(source, shown, choice, parts) };
  }
  const [left, right] = [shown, other ?? shown].map((each) =>
    panelState(sourceOf(source, each), each, choice, parts),
  ) as [PanelState, PanelState];
  return {
    state: { ...marked(left, right), subject: subjectOf(source) },
    beside: marked(right, left),
  };
}

/** What stands on the tab of the panel. */
export function titleOf({ state, beside }: PanelSnapshot): string {
  return beside === undefined ? state.title : `${state.title} · ${beside.title}`;
}

/** The addresses whose videos the page may load. */
export function mediaOrigins({ state, beside }: PanelSnapshot): readonly string[] {
  const urls = [state.video, beside?.video].flatMap((video) =>
    video === undefined || video.local ? [] : video.url,
  );
  return [...new Set(urls.map((url) => new URL(url).origin))].toSorted();
}
