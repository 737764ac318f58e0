import type { KeyList } from './keyList.ts';
import { commandOf, type PanelCommand } from './keys.ts';
import { nextSpeed } from './speeds.ts';
import type { Transport } from './transport.ts';

/** What the keys drive. */
export interface Commands {
  readonly transport: Transport;
  readonly keyList: KeyList;
  toggleCaptions(): void;
  toggleFullScreen(): void;
  nextQuality(): void;
  moveVariant(direction: -1 | 1): void;
}

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

function applies({ do: name }: PanelCommand, { transport, keyList }: Commands): boolean {
  return (
    name === 'keys' || (!keyList.isOpen && (transport.available || name === 'variant' || name === 'quality'))
  );
}

/** Lets the keys of the panel drive what is shown. */
export function listenToKeys(shown: () => Commands): void {
  document.addEventListener('keydown', (event) => {
    const command = isTaken(event) ? undefined : commandOf(event);
    if (command !== undefined && applies(command, shown())) {
      event.preventDefault();
      // VS Code hears every key that gets to the window: to it, Alt and an arrow mean to leave the panel.
      event.stopPropagation();
      run(command, shown());
    }
  });
}

function run(command: PanelCommand, commands: Commands): void {
  const { transport } = commands;
  switch (command.do) {
    case 'toggle':
      return transport.toggle();
    case 'overlay':
      return commands.toggleCaptions();
    case 'mute':
      return transport.toggleMute();
    case 'repeat':
      return transport.toggleRepeat();
    case 'fullScreen':
      return commands.toggleFullScreen();
    case 'quality':
      return commands.nextQuality();
    case 'keys':
      return commands.keyList.toggle();
    case 'seekBy':
      return transport.seek(transport.timeMs + command.ms);
    case 'seekTo':
      return transport.seek(transport.durationMs * command.part);
    case 'step':
      return transport.step(command.frames);
    case 'speed':
      return transport.setSpeed(nextSpeed(transport.speed, command.direction));
    case 'variant':
      return commands.moveVariant(command.direction);
  }
}
