import type { Memory } from './memory.ts';

/**
 * Plays, without sound where the browser refuses sound nobody asked for. False when it refuses even that; every other
 * reason not to play has an event of its own.
 */
export async function startPlaying(video: HTMLVideoElement): Promise<boolean> {
  try {
    await video.play();
    return true;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotAllowedError')) {
      return true;
    }
    if (video.muted) {
      return false;
    }
    video.muted = true;
    return startPlaying(video);
  }
}

/** Keeps position, sound and speed for the next time; the position once a second while it moves. */
export function keepPlayback(video: HTMLVideoElement, memory: Memory): void {
  if (video.readyState < video.HAVE_METADATA || video.seeking) {
    return;
  }
  // What has run to its end begins anew the next time.
  const timeMs = video.ended ? 0 : Math.round(video.currentTime * 1000);
  const moved = video.paused || Math.abs(timeMs - (memory.state.timeMs ?? 0)) >= 1000;
  memory.keep({ ...(moved && { timeMs }), muted: video.muted, speed: video.playbackRate });
}
