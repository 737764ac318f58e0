import { ThemeIcon, Uri, type ViewColumn, type WebviewPanel, window } from 'vscode';
import { DisposableStore, type Disposable } from '../../domain/disposable.ts';
import { Emitter } from '../../domain/event.ts';
import { minute } from '../../domain/schedule.ts';
import type { Verb } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import type { PanelChoice, Wish } from './choice.ts';
import { hear, type PanelHands } from './messages.ts';
import { PanelPage } from './page.ts';
import { PanelMedia } from './panelMedia.ts';
import { Posters } from './posters.ts';
import { Showing } from './showing.ts';
import { mediaOrigins, titleOf } from './snapshot.ts';
import { answerOf, keysOf, sourceOf, subjectOf, type PanelSource } from './source.ts';
import { panelAnswer } from './texts.ts';
import type { Shown } from './video.ts';

export const viewType = 'videoTasks.result';

/** What a panel hands on to its owner. */
export interface PanelDuties {
  readonly parts: Parts;
  /** Folder of the extension. */
  readonly extension: Uri;
  readonly perform: (verb: Verb, source: PanelSource, shown: Shown) => void;
  /** The person has started the video. */
  readonly watched: (source: PanelSource) => void;
}

/** One panel: sends whole snapshots of its state, gets verbs back. */
export class ResultPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #duties: PanelDuties;
  readonly #store = new DisposableStore();
  readonly #disposed = new Emitter<void>();
  readonly #page: PanelPage;
  readonly #posters: Posters;
  readonly #media: PanelMedia;
  readonly #showing: Showing;
  readonly onDidDispose = this.#disposed.event;
  #cancelTick: (() => void) | undefined;

  private constructor(panel: WebviewPanel, source: PanelSource, wish: Wish, duties: PanelDuties) {
    const { extension, parts } = duties;
    this.#panel = panel;
    this.#duties = duties;
    this.#page = new PanelPage(panel, extension, parts.copiesFolder);
    this.#posters = this.#store.add(new Posters(parts.images, () => this.update()));
    this.#media = this.#store.add(new PanelMedia(parts, () => this.update()));
    this.#showing = new Showing(parts, source, wish, () => ({
      posters: this.#posters.found,
      movieOf: (key, id) => this.#media.movieOf(key, id),
      addressOf: (path) => this.#page.addressOf(Uri.file(path)),
    }));
    panel.iconPath = new ThemeIcon('play-circle');
    const hands = this.#hands();
    this.#store.add(panel.webview.onDidReceiveMessage((said: unknown) => hear(said, this.#page, hands)));
    this.#store.add(panel.onDidChangeViewState(() => this.update()));
    this.#store.add(
      parts.list.onDidChange(({ changed, removed }) => {
        const own = new Set(keysOf(this.#showing.source));
        if (changed.some(({ key }) => own.has(key)) || removed.some((key) => own.has(key))) {
          this.update();
        }
      }),
    );
    this.#store.add(parts.settings.onDidChange(() => this.update()));
    panel.onDidDispose(() => {
      this.#cancelTick?.();
      this.#store.dispose();
      this.#disposed.fire();
    });
  }

  /** Opens a new panel. */
  static create(source: PanelSource, column: ViewColumn, play: boolean, duties: PanelDuties): ResultPanel {
    const panel = new ResultPanel(window.createWebviewPanel(viewType, '', column), source, {}, duties);
    panel.show(source, play);
    return panel;
  }

  /** Takes over a panel that VS Code has kept over a reload. */
  static restore(view: WebviewPanel, source: PanelSource, wish: Wish, duties: PanelDuties): ResultPanel {
    const panel = new ResultPanel(view, source, wish, duties);
    panel.show(source, false);
    return panel;
  }

  /** Key of the task it shows, when it shows one of the list. */
  get key(): string | undefined {
    return this.#showing.source.kind === 'task' ? this.#showing.source.key : undefined;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  /** Shows something else, or the same anew. */
  show(source: PanelSource, play: boolean): void {
    this.#posters.open(subjectOf(source));
    this.#showing.turn(source, play);
    this.#page.leave();
    this.#media.open(source);
    this.#load();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** Sends the state as it is now; closes the panel when its task is gone. */
  update(): void {
    const all = this.#showing.all();
    if (all === undefined) {
      this.#panel.dispose();
      return;
    }
    if (this.#media.show(all)) {
      this.#showing.forgetFailed();
    }
    const snapshot = this.#showing.snapshot(all);
    if (!this.#page.fits(mediaOrigins(snapshot))) {
      this.#load();
      return;
    }
    this.#panel.title = titleOf(snapshot);
    void this.#posters.fetch(posterLinks(all));
    this.#keepTime();
    if (this.#page.send({ type: 'state', ...snapshot })) {
      this.#showing.give(snapshot);
    }
  }

  // The panel tells how long ago something was and when a link ends: while it can be seen, it is told once a minute.
  #keepTime(): void {
    this.#cancelTick?.();
    this.#cancelTick = this.#panel.visible
      ? this.#duties.parts.clock.after(minute, () => this.update())
      : undefined;
  }

  #load(): void {
    this.#showing.forgetGiven();
    const all = this.#showing.all();
    const snapshot = all && this.#showing.snapshot(all);
    this.#panel.title = snapshot === undefined ? '' : titleOf(snapshot);
    this.#page.load(snapshot === undefined ? [] : mediaOrigins(snapshot));
  }

  #choose(choice: Partial<PanelChoice>): void {
    this.#showing.choose(choice);
    const [shown] = (choice.quality === undefined ? undefined : this.#showing.all()) ?? [];
    if (shown !== undefined) {
      this.#media.choose(shown);
    }
    this.update();
  }

  #hands(): PanelHands {
    const { parts, perform, watched } = this.#duties;
    return {
      ready: () => {
        this.#page.ready();
        this.#showing.forgetGiven();
        this.update();
      },
      choose: (choice) => this.#choose(choice),
      answer: () => {
        const answer = panelAnswer(answerOf(this.#showing.source, parts));
        this.#page.send({ type: 'answer', subject: subjectOf(this.#showing.source), ...answer });
      },
      watched: () => watched(this.#showing.source),
      failed: (failure) => {
        parts.log.info('A video could not be played', { code: failure.code });
        const lost = this.#showing.fail(failure);
        if (lost !== undefined) {
          this.#media.failed(lost);
        }
        this.update();
      },
      perform: (verb, side) => {
        const shown = this.#showing.all()?.[side];
        if (shown !== undefined) {
          perform(verb, sourceOf(this.#showing.source, shown), shown);
          // What a verb has changed at once is shown at once.
          this.update();
        }
      },
    };
  }
}

function posterLinks(all: readonly Shown[]): readonly string[] {
  return all.flatMap(({ details }) => details?.variants ?? []).flatMap(({ thumbnail }) => thumbnail ?? []);
}
