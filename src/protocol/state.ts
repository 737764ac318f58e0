// What the host tells the panel: always the whole state, with every text already in the person's language.
import type { Cue } from '../domain/media.ts';
import type { PanelTexts } from './texts.ts';

/** What the panel may ask for. The host looks up what it means; the panel never sends links, paths or commands. */
export const verbs = [
  'checkNow',
  'setKey',
  'setBaseUrl',
  'changeProvider',
  'track',
  'showRaw',
  'copyId',
  'copyPrompt',
  'copyLink',
  'openInBrowser',
  'resume',
  'proxySettings',
  'newLink',
  'keepCopy',
  'cancelCopy',
  'removeCopy',
  'reloadCopy',
  'saveVideo',
  'saveCaptions',
  'exportBundle',
  'openDefaultPlayer',
  'newWindow',
  'compare',
  'hideSoundNotice',
] as const;

export type Verb = (typeof verbs)[number];

/** A button. */
export interface Action {
  readonly verb: Verb;
  readonly label: string;
  /** Name of a codicon. */
  readonly icon?: string;
  /** Shown by its icon alone. */
  readonly isCompact?: boolean;
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
  /** It is played from a copy on this computer, so that any position can be reached at once. */
  readonly local?: boolean;
}

/** One of several results of a task. */
export interface VariantChoice {
  readonly id: string;
  /** "Variant 2" */
  readonly label: string;
  /** `data:` image. */
  readonly poster?: string;
  readonly selected: boolean;
}

/** The copy of the video on this computer. */
export interface CopyState {
  /** "Local copy · 4.0 MB", "Downloading · 1.2 of 4.0 MB" */
  readonly text: string;
  /** 0..1 while it is fetched and its size is known. */
  readonly value?: number;
  readonly actions: readonly Action[];
}

/** A step in the life of a task. */
export interface TimelineRow {
  /** "Queued" */
  readonly label: string;
  /** Date and time. */
  readonly at: string;
  /** How long it lasted, when it is over: "41s". */
  readonly lasted?: string;
}

export interface Quality {
  readonly id: string;
  /** "source" */
  readonly name: string;
  /** "854×480" */
  readonly size?: string;
  /** "source · 854×480 · 4.0 MB" */
  readonly label: string;
  readonly selected: boolean;
}

/** A card above the picture, or in its place where there is none: what happened, why, what to do. */
export interface Notice {
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text?: string;
  readonly actions: readonly Action[];
}

export interface Detail {
  readonly label: string;
  readonly value: string;
  /** In a comparison: the other side says something else. */
  readonly differs?: boolean;
}

/** The whole panel. Absent parts are not shown. */
export interface PanelState {
  /** Identity of what is shown; another one starts the panel afresh. */
  readonly subject: string;
  readonly title: string;
  /** Shown in place of the picture while there is no video: text, 0..1 when known, and what can be done meanwhile. */
  readonly progress?: {
    readonly text: string;
    readonly value?: number;
    readonly actions?: readonly Action[];
  };
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
  /** Under the list of captions and that of the storyboard: how many texts are hidden. */
  readonly captionsNote?: string;
  readonly details: readonly Detail[];
  readonly timeline: readonly TimelineRow[];
  /** The results to choose from; empty when there is one at most. */
  readonly variants: readonly VariantChoice[];
  readonly copy?: CopyState;
  /** There is an answer of the provider, which the panel may ask for. */
  readonly hasAnswer: boolean;
  /** Why there is no sound, where that is known. */
  readonly noSound?: string;
  /** When the link stops working, epoch ms. */
  readonly linkExpiresAt?: number;
  /** When the provider was asked last, epoch ms; and the same in words. */
  readonly checkedAt?: number;
  readonly checked?: string;
  readonly actions: readonly Action[];
  readonly playback: Playback;
  readonly texts: PanelTexts;
}

export interface Playback {
  /** The setting: what was never played begins by itself. */
  readonly autoPlay: boolean;
  /** The person has asked for it just now: it plays from where it was left. Told until there is a video, and once. */
  readonly play?: boolean;
  readonly loop: boolean;
  readonly muted: boolean;
  readonly captions: 'list' | 'overlay' | 'both' | 'off';
}

export type MessageToPanel =
  | {
      readonly type: 'state';
      readonly state: PanelState;
      /** In a comparison: what stands on the right. Its actions and its copy are not shown. */
      readonly beside?: PanelState;
    }
  /** The last answer of the provider as indented text, at most 256,000 characters. */
  | { readonly type: 'answer'; readonly subject: string; readonly text: string; readonly isCut: boolean };

export type MessageToHost =
  | { readonly type: 'ready' }
  /** `side` of a comparison: 1 is the right one. */
  | { readonly type: 'verb'; readonly verb: Verb; readonly side?: 0 | 1 }
  | { readonly type: 'quality'; readonly id: string }
  | { readonly type: 'variant'; readonly id: string }
  | { readonly type: 'answer' }
  /** After a second of playback: whether any sound was decoded. */
  | { readonly type: 'sound'; readonly isDecoded: boolean }
  | {
      readonly type: 'playbackFailed';
      /** That of a MediaError. */
      readonly code: number;
      /** Of the video. */
      readonly id: string;
      /** 1 is the right one of a comparison. */
      readonly side: 0 | 1;
    }
  | { readonly type: 'watched' };
