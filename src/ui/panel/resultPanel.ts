import { env, ThemeIcon, Uri, type ViewColumn, type WebviewPanel, window } from 'vscode';
import { taskTitle } from '../../domain/describe.ts';
import { DisposableStore, type Disposable } from '../../domain/disposable.ts';
import { Emitter } from '../../domain/event.ts';
import { plainText } from '../../domain/plainText.ts';
import { minute } from '../../domain/schedule.ts';
import { readMessageToHost } from '../../protocol/guards.ts';
import type { Verb } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import { panelHtml } from './html.ts';
import { panelState, type PanelChoice } from './panelState.ts';
import { contentOf, subjectOf, type PanelSource } from './source.ts';

export const viewType = 'videoTasks.result';

/** What a panel hands on to its owner. */
export interface PanelDuties {
  readonly parts: Parts;
  /** Folder of the extension. */
  readonly extension: Uri;
  perform(verb: Verb, source: PanelSource): void;
  /** The person has started the video. */
  watched(source: PanelSource): void;
}

/** One panel: sends whole snapshots of its state, gets verbs back. */
export class ResultPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #duties: PanelDuties;
  readonly #store = new DisposableStore();
  readonly #disposed = new Emitter<void>();
  readonly #abort = new AbortController();
  readonly onDidDispose = this.#disposed.event;
  #source: PanelSource;
  #choice: PanelChoice = { play: false };
  #posterOf: string | undefined;
  #mediaOrigin: string | undefined;
  #ready = false;
  #cancelTick: (() => void) | undefined;

  private constructor(panel: WebviewPanel, source: PanelSource, duties: PanelDuties) {
    this.#panel = panel;
    this.#duties = duties;
    this.#source = source;
    panel.iconPath = new ThemeIcon('play-circle');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(duties.extension, 'dist'), Uri.joinPath(duties.extension, 'media')],
    };
    this.#store.add(panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.#store.add(panel.onDidChangeViewState(() => this.update()));
    this.#store.add(
      duties.parts.list.onDidChange(({ changed, removed }) => {
        const own = this.key;
        if (own !== undefined && (changed.some(({ key }) => key === own) || removed.includes(own))) {
          this.update();
        }
      }),
    );
    this.#store.add(duties.parts.settings.onDidChange(() => this.update()));
    panel.onDidDispose(() => {
      this.#abort.abort();
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
    this.#choice = { play };
    this.#posterOf = undefined;
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
    const { parts } = this.#duties;
    const state = panelState(this.#source, this.#choice, parts);
    if (state === undefined) {
      this.#panel.dispose();
      return;
    }
    const origin = state.video && new URL(state.video.url).origin;
    if (origin !== undefined && origin !== this.#mediaOrigin) {
      this.#load();
      return;
    }
    this.#panel.title = state.title;
    void this.#fetchPoster();
    this.#keepTime();
    if (this.#ready && this.#panel.visible) {
      void this.#panel.webview.postMessage({ type: 'state', state });
    }
  }

  // The panel tells how long ago something was and when a link ends: while it can be seen, it is told once a minute.
  #keepTime(): void {
    this.#cancelTick?.();
    this.#cancelTick = this.#panel.visible
      ? this.#duties.parts.clock.after(minute, () => this.update())
      : undefined;
  }

  /** Assigns the page: its policy names the origin of the one video that is shown. */
  #load(): void {
    const { extension, parts } = this.#duties;
    const state = panelState(this.#source, this.#choice, parts);
    const content = contentOf(this.#source, parts);
    this.#ready = false;
    this.#mediaOrigin = state?.video && new URL(state.video.url).origin;
    this.#panel.title = content === undefined ? '' : plainText(taskTitle(content.task), 80);
    this.#panel.webview.html = panelHtml(this.#panel.webview, extension, env.language, this.#mediaOrigin);
  }

  #receive(value: unknown): void {
    const message = readMessageToHost(value);
    switch (message?.type) {
      case 'ready':
        this.#ready = true;
        this.update();
        return;
      case 'quality':
        this.#choice = { ...this.#choice, quality: message.id };
        this.update();
        return;
      case 'watched':
        this.#duties.watched(this.#source);
        return;
      case 'playbackFailed':
        this.#duties.parts.log.info('A video could not be played', { code: message.code });
        return;
      case 'verb':
        this.#duties.perform(message.verb, this.#source);
        return;
      case undefined:
        return;
    }
  }

  async #fetchPoster(): Promise<void> {
    const { parts } = this.#duties;
    const link = contentOf(this.#source, parts)?.details?.variants[0]?.thumbnail;
    if (link === undefined || link === this.#posterOf) {
      return;
    }
    this.#posterOf = link;
    const subject = subjectOf(this.#source);
    const file = await parts.images.image(link, this.#abort.signal);
    if (file !== undefined && subject === subjectOf(this.#source) && !this.#abort.signal.aborted) {
      const poster = `data:${file.mediaType};base64,${Buffer.from(file.bytes).toString('base64')}`;
      this.#choice = { ...this.#choice, poster };
      this.update();
    }
  }
}
