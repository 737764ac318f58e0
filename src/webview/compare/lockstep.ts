import type { Player } from '../player.ts';
import { correct } from './sync.ts';

/** From here to its end a video is left to run out. Milliseconds. */
const tailMs = 60;

/** A video and where it should be, in milliseconds of its own time. */
export interface Placed {
  readonly player: Player;
  readonly place: number;
}

/** Lets run what has a picture at its place; neither goes on while another one waits for its bytes. */
export function runTogether(all: readonly Placed[], speed: number): void {
  const running = all.filter(
    ({ player, place }) => player.available && place >= 0 && place < player.durationMs - tailMs,
  );
  const isReady = running.every(
    ({ player: { video } }) => !video.seeking && video.readyState >= video.HAVE_FUTURE_DATA,
  );
  for (const { player } of running) {
    if (!isReady) {
      player.pause();
    } else if (player.paused) {
      void player.play();
    }
  }
  const [, follower] = running;
  if (isReady && follower !== undefined) {
    keepInStep(follower, speed);
  }
}

function keepInStep({ player, place }: Placed, speed: number): void {
  const correction = correct(player.video.currentTime * 1000 - place);
  if (correction.do === 'jump') {
    player.seek(place);
    return;
  }
  const rate = speed * correction.factor;
  // Every change costs an event.
  if (Math.abs(rate - player.video.playbackRate) > 0.005) {
    player.video.playbackRate = rate;
  }
}
