import { ThemeIcon, Uri, type ViewColumn, type WebviewPanel, window } from 'vscode';
import { DisposableStore, type Disposable } from '../../domain/disposable.ts';
import { Emitter } from '../../domain/event.ts';
import { minute } from '../../domain/schedule.ts';
import type { Verb } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import { hear, type PanelHands } from './messages.ts';
import { PanelPage } from './page.ts';
import { PanelMedia } from './panelMedia.ts';
import type { PanelChoice } from './panelState.ts';
import { Posters } from './posters.ts';
import { mediaOrigins, snapshotFor, titleOf, type PanelSnapshot } from './snapshot.ts';
import { answerOf, keysOf, posterLinksOf, subjectOf, type PanelSource } from './source.ts';
import { panelAnswer } from './texts.ts';
import { shownFile } from './video.ts';

export const viewType = 'videoTasks.result';

/** What a panel hands on to its owner. */
export interface PanelDuties {
  readonly parts: Parts;
  /** Folder of the extension. */
  readonly extension: Uri;
  /** `file` is the id of the file that is shown, see `videoFiles`. */
  readonly perform: (verb: Verb, source: PanelSource, file: string | undefined) => void;
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
  readonly onDidDispose = this.#disposed.event;
  #source: PanelSource;
  #choice: PanelChoice;
  #cancelTick: (() => void) | undefined;

  private constructor(panel: WebviewPanel, source: PanelSource, duties: PanelDuties) {
    const { extension, parts } = duties;
    this.#panel = panel;
    this.#duties = duties;
    this.#source = source;
    this.#page = new PanelPage(panel, extension, parts.copiesFolder);
    this.#posters = new Posters(parts.images, () => this.update());
    this.#media = new PanelMedia(parts, () => this.update());
    this.#choice = this.#freshChoice(false);
    panel.iconPath = new ThemeIcon('play-circle');
    this.#store.add(this.#posters);
    this.#store.add(this.#media);
    const hands = this.#hands();
    this.#store.add(panel.webview.onDidReceiveMessage((message: unknown) => hear(message, hands)));
    this.#store.add(panel.onDidChangeViewState(() => this.update()));
    this.#store.add(
      parts.list.onDidChange(({ changed, removed }) => {
        const own = new Set(keysOf(this.#source));
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
    const panel = new ResultPanel(window.createWebviewPanel(viewType, '', column), source, duties);
    panel.show(source, play);
    return panel;
  }

  /** Takes over a panel that VS Code has kept over a reload. */
  static restore(webviewPanel: WebviewPanel, source: PanelSource, duties: PanelDuties): ResultPanel {
    const panel = new ResultPanel(webviewPanel, source, duties);
    panel.show(source, false);
    return panel;
  }

  /** Key of the task it shows, when it shows one of the list. */
  get key(): string | undefined {
    return this.#source.kind === 'task' ? this.#source.key : undefined;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  /** Shows something else, or the same anew. */
  show(source: PanelSource, play: boolean): void {
    this.#source = source;
    this.#choice = this.#freshChoice(play);
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
    if (this.#media.show(keysOf(this.#source)[0], this.#file())) {
      // A copy that could not be played has gone, or another one has come.
      this.#choice = { ...this.#choice, failed: '' };
    }
    const snapshot = this.#snapshot();
    if (snapshot === undefined) {
      this.#panel.dispose();
      return;
    }
    if (!this.#page.allows(mediaOrigins(snapshot))) {
      this.#load();
      return;
    }
    this.#panel.title = titleOf(snapshot);
    void this.#posters.fetch(posterLinksOf(this.#source, this.#duties.parts));
    this.#keepTime();
    this.#page.send({ type: 'state', ...snapshot });
  }

  #freshChoice(play: boolean): PanelChoice {
    return { play, posters: this.#posters.found, addressOf: (path) => this.#page.addressOf(Uri.file(path)) };
  }

  #snapshot(): PanelSnapshot | undefined {
    const { movie } = this.#media;
    return snapshotFor(this.#source, { ...this.#choice, ...(movie && { movie }) }, this.#duties.parts);
  }

  /** Id of the file that is shown. */
  #file(): string | undefined {
    return shownFile(this.#source, this.#choice, this.#duties.parts)?.id;
  }

  // The panel tells how long ago something was and when a link ends: while it can be seen, it is told once a minute.
  #keepTime(): void {
    this.#cancelTick?.();
    this.#cancelTick = this.#panel.visible
      ? this.#duties.parts.clock.after(minute, () => this.update())
      : undefined;
  }

  #load(): void {
    const snapshot = this.#snapshot();
    this.#panel.title = snapshot === undefined ? '' : titleOf(snapshot);
    this.#page.load(snapshot === undefined ? [] : mediaOrigins(snapshot));
  }

  #choose(choice: Partial<PanelChoice>): void {
    const before = choice.quality === undefined ? undefined : this.#file();
    this.#choice = { ...this.#choice, ...(before !== undefined && { before }), ...choice };
    if (choice.quality !== undefined) {
      this.#media.choose(keysOf(this.#source)[0], this.#file());
    }
    this.update();
  }

  #hands(): PanelHands {
    const { parts, perform, watched } = this.#duties;
    return {
      ready: () => {
        this.#page.ready();
        this.update();
      },
      choose: (choice) => this.#choose(choice),
      answer: () => {
        const answer = panelAnswer(answerOf(this.#source, parts));
        this.#page.send({ type: 'answer', subject: subjectOf(this.#source), ...answer });
      },
      watched: () => watched(this.#source),
      failed: (code) => {
        parts.log.info('A video could not be played', { code });
        const { video } = this.#snapshot()?.state ?? {};
        if (video?.local !== true) {
          this.#media.failed(keysOf(this.#source)[0], this.#file());
        }
        this.#choose({ failed: video?.id ?? '' });
      },
      perform: (verb) => perform(verb, this.#source, this.#file()),
    };
  }
}
