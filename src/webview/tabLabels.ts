import type { Cue } from '../domain/media.ts';
import type { Tab } from '../protocol/saved.ts';
import type { PanelState } from '../protocol/state.ts';

/** Texts longer than this on average describe scenes rather than caption them. */
const longText = 120;

function isLong(cues: readonly Cue[]): boolean {
  return cues.reduce((total, cue) => total + cue.text.length, 0) > longText * cues.length;
}

/** The tabs that have something to show, by their names. */
export function labelTabs(state: PanelState): Partial<Record<Tab, string>> {
  const { captions, storyboard, timeline, details, hasAnswer, playback, texts } = state;
  const listed = playback.captions === 'list' || playback.captions === 'both';
  return {
    ...(listed && captions.length > 0 && { captions: isLong(captions) ? texts.scenes : texts.captions }),
    ...(storyboard.length > 0 && { storyboard: texts.storyboard }),
    ...(timeline.length > 0 && { timeline: texts.timeline }),
    ...(details.length > 0 && { details: texts.details }),
    ...(hasAnswer && { answer: texts.answer }),
  };
}
