/** What kind of file a rendition is. `other` keeps files whose role the answer does not name. */
export type RenditionRole = 'source' | 'md' | 'ld' | 'watermarked' | 'gif' | 'other';

/** One playable file of a result. */
export interface Rendition {
  /** Exactly as sent; a relative link is resolved against the base URL. Never rebuilt: signatures depend on every byte. */
  readonly url: string;
  readonly role: RenditionRole;
  readonly watermarked: boolean;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly bytes?: number;
  /** When the link stops working, epoch ms. */
  readonly expiresAt?: number;
  /** True when the file can only be fetched with the provider's key. */
  readonly needsKey: boolean;
}

/** One timed text. `endMs` is exclusive. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** One generation of a task: a task with `n_variants: 2` has two. The most preferred rendition comes first. */
export interface Variant {
  readonly id?: string;
  readonly title?: string;
  readonly seed?: string;
  readonly renditions: readonly Rendition[];
  /** Poster image. */
  readonly thumbnail?: string;
  readonly spritesheet?: string;
  readonly lastFrame?: string;
  /** What the model saw, scene by scene. */
  readonly captions: readonly Cue[];
  /** What the user asked for, scene by scene. */
  readonly storyboard: readonly Cue[];
  /** How many texts of both are left out because they point outside the video; absent when none is. */
  readonly textsOutside?: number;
}
