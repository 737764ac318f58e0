// What the host tells the panel: always the whole state, with every text already in the person's language.
import type { Cue } from '../domain/media.ts';

/** What the panel may ask for. The host looks up what it means; the panel never sends links, paths or commands. */
export const verbs = [
  'checkNow',
  'setKey',
  'setBaseUrl',
  'track',
  'showRaw',
  'copyId',
  'copyPrompt',
  'copyLink',
  'openInBrowser',
  'resume',
  'proxySettings',
] as const;

export type Verb = (typeof verbs)[number];

/** A button. */
export interface Action {
  readonly verb: Verb;
  readonly label: string;
  /** Name of a codicon. */
  readonly icon?: string;
}

/** One playable file; the host gives the link of the selected one only. */
export interface PanelVideo {
  /** Changes when another file is to be played. */
  readonly id: string;
  readonly url: string;
  readonly fps?: number;
  readonly durationMs?: number;
  readonly width?: number;
  readonly height?: number;
}

export interface Quality {
  readonly id: string;
  /** "source 854×480 · 4.0 MB" */
  readonly label: string;
  readonly selected: boolean;
}

/** A card in place of the picture or above it: what happened, why, what to do. */
export interface Notice {
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text?: string;
  readonly actions: readonly Action[];
}

export interface Detail {
  readonly label: string;
  readonly value: string;
}

/** The whole panel. Absent parts are not shown. */
export interface PanelState {
  /** Identity of what is shown; another one starts the panel afresh. */
  readonly subject: string;
  readonly title: string;
  /** Shown in place of the picture while there is no video: text and, when known, 0..1. */
  readonly progress?: { readonly text: string; readonly value?: number };
  readonly video?: PanelVideo;
  /** `data:` image. */
  readonly poster?: string;
  /** 25 colours of a 5×5 placeholder, `#rrggbb`. */
  readonly palette?: readonly string[];
  /** Width divided by height of the picture area; 16/9 when absent. */
  readonly aspect?: number;
  readonly qualities: readonly Quality[];
  readonly notices: readonly Notice[];
  /** "Finished · ElkAPI (Sora) · turbo · 854×480 · 5 s" */
  readonly summary: string;
  readonly prompt?: string;
  readonly captions: readonly Cue[];
  readonly storyboard: readonly Cue[];
  readonly details: readonly Detail[];
  /** When the link stops working, epoch ms. */
  readonly linkExpiresAt?: number;
  readonly checked?: string;
  readonly actions: readonly Action[];
  readonly playback: Playback;
  readonly texts: PanelTexts;
}

export interface Playback {
  readonly autoPlay: boolean;
  readonly loop: boolean;
  readonly muted: boolean;
  readonly captions: 'list' | 'overlay' | 'both' | 'off';
}

/** Every fixed text of the panel. `{0}` takes a value. */
export interface PanelTexts {
  readonly play: string;
  readonly pause: string;
  readonly previousFrame: string;
  readonly nextFrame: string;
  readonly position: string;
  /** "{0} of {1} seconds" */
  readonly positionValue: string;
  readonly overlay: string;
  readonly mute: string;
  readonly unmute: string;
  readonly repeat: string;
  readonly speed: string;
  readonly fullScreen: string;
  readonly quality: string;
  readonly prompt: string;
  readonly captions: string;
  /** Name of the caption list when its texts are long. */
  readonly scenes: string;
  readonly storyboard: string;
  readonly details: string;
  readonly copyPrompt: string;
  /** "Link expires in {0}" */
  readonly linkExpires: string;
  readonly linkExpired: string;
  readonly noVideo: string;
  readonly playbackFailed: string;
  readonly playbackBlocked: string;
  readonly jumpTo: string;
}

export interface MessageToPanel {
  readonly type: 'state';
  readonly state: PanelState;
}

export type MessageToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'verb'; readonly verb: Verb }
  | { readonly type: 'quality'; readonly id: string }
  | { readonly type: 'playbackFailed'; readonly code: number }
  | { readonly type: 'watched' };
