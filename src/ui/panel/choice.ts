import type { Movie } from '../../domain/movie/movie.ts';

/** What the person has chosen in a panel, what was fetched for it, and what its page has made of the videos it was given. */
export interface PanelChoice {
  /** Id of the variant. */
  readonly variant?: string;
  /** Id of the file, see `videoFiles`. */
  readonly quality?: string;
  /** Id of the file that was chosen before this one. */
  readonly before?: string;
  /** Play at once, because the person asked for it; over when the page has a video. */
  readonly play: boolean;
  /** No sound was decoded in a second of playback. */
  readonly isSilent?: boolean;
  /** Ids of the videos that the page has been given since it was loaded. */
  readonly given: ReadonlySet<string>;
  /** Ids of the videos that the page could not play. */
  readonly failed: ReadonlySet<string>;
  /** `data:` images by their links. */
  readonly posters: ReadonlyMap<string, string>;
  /** What the copy of a file says of itself, by the key of its task and its id. */
  readonly movieOf: (key: string, id: string) => Movie | undefined;
  /** The page's address of a video that lies on this computer; `path` is absolute. */
  readonly addressOf: (path: string) => string;
}

/** What a person chooses, as far as it outlives the page. */
export type Wish = Pick<PanelChoice, 'quality' | 'variant'>;
