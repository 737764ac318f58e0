import type { PanelTexts } from '../../protocol/state.ts';
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
    copyPrompt: t('Copy Prompt'),
    linkExpires: t('Link expires in {0}'),
    linkExpired: t('The link has expired'),
    noVideo: t('This task has no video yet.'),
    playbackFailed: t('The video could not be played.'),
    playbackBlocked: t('Press Play to start the video.'),
    jumpTo: t('Jump to {0}'),
  };
}
