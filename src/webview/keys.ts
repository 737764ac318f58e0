/** What a key asks the player to do. */
export type PlayerCommand =
  | { readonly do: 'toggle' | 'overlay' | 'mute' | 'repeat' }
  | { readonly do: 'seekBy'; readonly ms: number }
  /** 0..1 of the whole. */
  | { readonly do: 'seekTo'; readonly part: number }
  | { readonly do: 'step'; readonly frames: -1 | 1 }
  | { readonly do: 'speed'; readonly direction: -1 | 1 };

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const commands: Readonly<Record<string, PlayerCommand>> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  ',': { do: 'step', frames: -1 },
  '.': { do: 'step', frames: 1 },
  j: { do: 'speed', direction: -1 },
  l: { do: 'speed', direction: 1 },
  c: { do: 'overlay' },
  m: { do: 'mute' },
  r: { do: 'repeat' },
};

/** The command of a key, or undefined. Anything with Ctrl, Alt or Meta belongs to VS Code. */
export function commandOf(press: KeyPress): PlayerCommand | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) {
    return undefined;
  }
  if (press.key === 'ArrowLeft' || press.key === 'ArrowRight') {
    const ms = press.shiftKey ? 5_000 : 1_000;
    return { do: 'seekBy', ms: press.key === 'ArrowLeft' ? -ms : ms };
  }
  if (/^\d$/.test(press.key)) {
    return { do: 'seekTo', part: Number(press.key) / 10 };
  }
  const key = press.key.toLowerCase();
  return Object.hasOwn(commands, key) ? commands[key] : undefined;
}
