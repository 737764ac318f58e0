import type { PanelTexts } from '../../protocol/texts.ts';
import { answerText } from '../answerText.ts';
import { t } from '../words.ts';

/** Every fixed text of the panel. */
export function panelTexts(): PanelTexts {
  return {
    play: t('Play'),
    pause: t('Pause'),
    previousFrame: t('Previous frame'),
    nextFrame: t('Next frame'),
    position: t('Position'),
    positionValue: t('{0} of {1} seconds'),
    overlay: t('Captions on the picture'),
    mute: t('Mute'),
    unmute: t('Unmute'),
    repeat: t('Repeat'),
    speed: t('Speed'),
    fullScreen: t('Full screen'),
    quality: t('Quality'),
    prompt: t('Prompt'),
    captions: t('Captions'),
    scenes: t('Scenes'),
    storyboard: t('Storyboard'),
    details: t('Details'),
    tabs: t('Tab'),
    copyPrompt: t('Copy Prompt'),
    linkExpires: t('Link expires in {0}'),
    linkExpired: t('The link has expired'),
    noVideo: t('This task has no video yet.'),
    playbackFailed: t('The video could not be played.'),
    playbackBlocked: t('Press Play to start the video.'),
    jumpTo: t('Jump to {0}'),
    variants: t('Variants'),
    timeline: t('Timeline'),
    lasted: t('took {0}'),
    answer: t('Raw response'),
    answerCut: t('Only the first part is shown. Show Raw Response opens all of it.'),
    search: t('Search'),
    noMatches: t('No matches'),
    matches: t('{0} of {1}'),
    nextMatch: t('Next match'),
    previousMatch: t('Previous match'),
    noSeeking: t('Jumping is not possible until the whole video is loaded.'),
    frame: t('frame {0}'),
    keys: t('Keyboard'),
    close: t('Close'),
    keyMap: keyMap(),
    swapSides: t('Swap sides'),
    offset: t('Offset of the right video'),
    differs: t('differs'),
    tryAgain: t('Try Again'),
    rateAssumed: t('frame rate assumed'),
  };
}

function keyMap(): PanelTexts['keyMap'] {
  return [
    { keys: 'Space, K', does: t('Play or pause') },
    { keys: '← →', does: t('Back or on by 1 second') },
    { keys: 'Shift+← →', does: t('Back or on by 5 seconds') },
    { keys: ', .', does: t('Previous or next frame') },
    { keys: '0–9', does: t('Go to 0 to 90 %') },
    { keys: 'J L', does: t('Slower or faster') },
    { keys: 'C', does: t('Captions on the picture') },
    { keys: 'M', does: t('Sound on or off') },
    { keys: 'R', does: t('Repeat') },
    { keys: 'F', does: t('Full screen') },
    { keys: 'Q', does: t('Next quality') },
    { keys: 'Alt+← →', does: t('Previous or next variant') },
    { keys: '?', does: t('Show or hide this list') },
  ];
}

const answerCharacters = 256_000;

/** The last answer for the panel, cut where it is too long for it. */
export function panelAnswer(answer: string | undefined): { readonly text: string; readonly isCut: boolean } {
  const text = answerText(answer) ?? t('The response is not kept any more.');
  return { text: text.slice(0, answerCharacters), isCut: text.length > answerCharacters };
}
