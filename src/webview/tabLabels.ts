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
  const { captions, captionsNote, storyboard, timeline, details, hasAnswer, playback, texts } = state;
  const listed = playback.captions === 'list' || playback.captions === 'both';
  // Where all texts are hidden, that is what the list of captions says.
  const some = captions.length > 0 || (captionsNote !== undefined && storyboard.length === 0);
  return {
    ...(listed && some && { captions: isLong(captions) ? texts.scenes : texts.captions }),
    ...(storyboard.length > 0 && { storyboard: texts.storyboard }),
    ...(timeline.length > 0 && { timeline: texts.timeline }),
    ...(details.length > 0 && { details: texts.details }),
    ...(hasAnswer && { answer: texts.answer }),
  };
}
