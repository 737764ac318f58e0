/** What a key asks for. */
export type PanelCommand =
  | { readonly do: 'toggle' | 'overlay' | 'mute' | 'repeat' | 'fullScreen' | 'quality' | 'keys' }
  | { readonly do: 'seekBy'; readonly ms: number }
  /** 0..1 of the whole. */
  | { readonly do: 'seekTo'; readonly part: number }
  | { readonly do: 'step'; readonly frames: -1 | 1 }
  | { readonly do: 'speed' | 'variant'; readonly direction: -1 | 1 };

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const commands: Readonly<Record<string, PanelCommand>> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  ',': { do: 'step', frames: -1 },
  '.': { do: 'step', frames: 1 },
  j: { do: 'speed', direction: -1 },
  l: { do: 'speed', direction: 1 },
  c: { do: 'overlay' },
  m: { do: 'mute' },
  r: { do: 'repeat' },
  f: { do: 'fullScreen' },
  q: { do: 'quality' },
  '?': { do: 'keys' },
};

function arrow(press: KeyPress): PanelCommand {
  const direction = press.key === 'ArrowLeft' ? -1 : 1;
  return press.altKey
    ? { do: 'variant', direction }
    : { do: 'seekBy', ms: direction * (press.shiftKey ? 5_000 : 1_000) };
}

/** The command of a key, or undefined. Anything with Ctrl, Meta or Alt belongs to VS Code, but for Alt and an arrow. */
export function commandOf(press: KeyPress): PanelCommand | undefined {
  if (press.ctrlKey || press.metaKey) {
    return undefined;
  }
  if (press.key === 'ArrowLeft' || press.key === 'ArrowRight') {
    return arrow(press);
  }
  if (press.altKey) {
    return undefined;
  }
  if (/^\d$/.test(press.key)) {
    return { do: 'seekTo', part: Number(press.key) / 10 };
  }
  const key = press.key.toLowerCase();
  return Object.hasOwn(commands, key) ? commands[key] : undefined;
}
