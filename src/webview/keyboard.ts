import { commandOf, type PlayerCommand } from './keys.ts';
import type { Overlay } from './overlay.ts';
import type { Player } from './player.ts';

/** Elements that need the key themselves. */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof Element)) {
    return event.defaultPrevented;
  }
  const types = target.closest('input:not([type="range"]), select, textarea') !== null;
  const presses = event.key === ' ' && target.closest('button, summary') !== null;
  return types || presses;
}

/** Lets the keys of the panel drive the player. */
export function listenToKeys(player: Player, overlay: Overlay): void {
  document.addEventListener('keydown', (event) => {
    const command = isTaken(event) ? undefined : commandOf(event);
    if (command !== undefined && !player.video.hidden) {
      event.preventDefault();
      run(command, player, overlay);
    }
  });
}

function run(command: PlayerCommand, player: Player, overlay: Overlay): void {
  switch (command.do) {
    case 'toggle':
      return player.toggle();
    case 'overlay':
      return overlay.toggle();
    case 'mute':
      return player.toggleMute();
    case 'repeat':
      return player.toggleRepeat();
    case 'seekBy':
      return player.seek(player.timeMs + command.ms);
    case 'seekTo':
      return player.seek(player.durationMs * command.part);
    case 'step':
      return player.step(command.frames);
    case 'speed':
      return player.changeSpeed(command.direction);
  }
}
