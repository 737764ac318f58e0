import type { Parts } from '../parts.ts';
import type { PanelChoice, Wish } from './choice.ts';
import type { PlaybackFailure } from './messages.ts';
import { snapshotFor, type PanelSnapshot } from './snapshot.ts';
import { contentsOf, subjectOf, type PanelSource } from './source.ts';
import { shownOf, type Shown } from './video.ts';

/** One task, or the left and the right one of a comparison. */
export type AllShown = readonly [Shown] | readonly [Shown, Shown];

/** Where a panel has from what was fetched for it. */
export type Means = () => Pick<PanelChoice, 'addressOf' | 'movieOf' | 'posters'>;

/** What a panel shows, what was chosen in it, and what has become of the videos that its page was given. */
export class Showing {
  readonly #parts: Parts;
  readonly #means: Means;
  #source: PanelSource;
  #choice: PanelChoice;

  constructor(parts: Parts, source: PanelSource, wish: Wish, means: Means) {
    this.#parts = parts;
    this.#means = means;
    this.#source = source;
    this.#choice = this.#fresh(wish, false);
  }

  get source(): PanelSource {
    return this.#source;
  }

  /** Turns to something else, or to the same anew: then variant and file stay chosen. `play`: at once. */
  turn(source: PanelSource, play: boolean): void {
    const isSame = subjectOf(source) === subjectOf(this.#source);
    this.#source = source;
    this.#choice = this.#fresh(isSame ? this.#choice : {}, play);
  }

  choose(choice: Partial<PanelChoice>): void {
    const before = choice.quality === undefined ? undefined : this.all()?.[0].file?.id;
    this.#choice = { ...this.#choice, ...(before !== undefined && { before }), ...choice };
  }

  /** Undefined once a task of it was removed. */
  all(): AllShown | undefined {
    const [content, other] = contentsOf(this.#source, this.#parts) ?? [];
    const shown = content && shownOf(content, this.#choice, this.#parts);
    return shown && (other ? [shown, shownOf(other, this.#choice, this.#parts)] : [shown]);
  }

  snapshot(all: AllShown): PanelSnapshot {
    return snapshotFor(this.#source, all, this.#choice, this.#parts);
  }

  /** The page is a new one: it has no video yet. */
  forgetGiven(): void {
    this.choose({ given: new Set() });
  }

  /** The page has this snapshot. */
  give({ state, beside }: PanelSnapshot): void {
    const given = new Set([state, beside].flatMap((each) => each?.video?.id ?? []));
    this.choose({ given, play: this.#choice.play && given.size === 0 });
  }

  /** Other files are here than those that could not be played. */
  forgetFailed(): void {
    this.choose({ failed: new Set() });
  }

  /** The page could not play a video. Returns what it belongs to, when that is shown and has no copy here. */
  fail({ id, side }: PlaybackFailure): Shown | undefined {
    const all = this.all();
    const snapshot = all && this.snapshot(all);
    const video = [snapshot?.state, snapshot?.beside][side]?.video;
    if (video?.id !== id) {
      return undefined;
    }
    this.choose({ failed: new Set([...this.#choice.failed, id]) });
    return video.local === true ? undefined : all?.[side];
  }

  #fresh({ quality, variant }: Wish, play: boolean): PanelChoice {
    return {
      ...this.#means(),
      ...(quality !== undefined && { quality }),
      ...(variant !== undefined && { variant }),
      play,
      given: new Set(),
      failed: new Set(),
    };
  }
}
