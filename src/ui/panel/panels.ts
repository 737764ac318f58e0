import { ViewColumn, type WebviewPanel, window } from 'vscode';
import { DisposableStore, type Disposable } from '../../domain/disposable.ts';
import { parseJson } from '../../domain/json.ts';
import { readSavedPanel } from '../../protocol/saved.ts';
import { ResultPanel, viewType, type PanelDuties } from './resultPanel.ts';
import type { PanelSource } from './source.ts';

/** Reads a saved answer again after a reload; undefined when the file is gone. */
export type ReopenFile = (uri: string) => Promise<PanelSource | undefined>;

/** All open panels. Opening another result reuses the panel that was opened last, unless it is to stand beside it. */
export class Panels implements Disposable {
  readonly #duties: PanelDuties;
  readonly #reopen: ReopenFile;
  readonly #panels = new Set<ResultPanel>();
  readonly #store = new DisposableStore();
  #preview: ResultPanel | undefined;

  constructor(duties: PanelDuties, reopen: ReopenFile) {
    this.#duties = duties;
    this.#reopen = reopen;
    this.#store.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel: WebviewPanel, state: unknown) => this.#restore(panel, state),
      }),
    );
  }

  /** Shows a result. `aside` opens a panel of its own; `play` starts the video. */
  open(source: PanelSource, options: { readonly aside: boolean; readonly play: boolean }): void {
    const same = source.kind === 'task' ? this.#find(source.key) : undefined;
    if (same !== undefined && !options.aside) {
      same.reveal();
      if (options.play) {
        same.show(source, true);
      }
      return;
    }
    if (this.#preview !== undefined && !options.aside) {
      this.#preview.show(source, options.play);
      this.#preview.reveal();
      return;
    }
    const column = options.aside ? ViewColumn.Beside : ViewColumn.Active;
    const panel = this.#keep(ResultPanel.create(source, column, options.play, this.#duties));
    if (!options.aside) {
      this.#preview = panel;
    }
  }

  /** True while the person looks at the task's panel. */
  isLookedAt(key: string): boolean {
    return window.state.focused && [...this.#panels].some((panel) => panel.key === key && panel.active);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #find(key: string): ResultPanel | undefined {
    return [...this.#panels].find((panel) => panel.key === key);
  }

  #keep(panel: ResultPanel): ResultPanel {
    this.#panels.add(panel);
    panel.onDidDispose(() => {
      this.#panels.delete(panel);
      if (this.#preview === panel) {
        this.#preview = undefined;
      }
    });
    return panel;
  }

  async #restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const saved = readSavedPanel(state);
    const source = await this.#sourceOf(saved?.subject ?? '');
    if (source === undefined) {
      panel.dispose();
      return;
    }
    const restored = this.#keep(ResultPanel.restore(panel, source, saved ?? {}, this.#duties));
    this.#preview ??= restored;
  }

  async #sourceOf(subject: string): Promise<PanelSource | undefined> {
    const { list } = this.#duties.parts;
    await list.ready();
    const [, kind, rest = ''] = /^(task|compare|file):(.*)$/s.exec(subject) ?? [];
    if (kind === 'file') {
      // What is no address throws; VS Code would keep a panel that never shows anything.
      return this.#reopen(rest).catch(() => undefined);
    }
    const keys = kind === 'compare' ? parseJson(rest) : [rest];
    const [key, other] = (Array.isArray(keys) ? keys : []).filter(
      (each): each is string => typeof each === 'string' && list.get(each) !== undefined,
    );
    if (kind === 'compare') {
      return key !== undefined && other !== undefined ? { kind, left: key, right: other } : undefined;
    }
    return kind === 'task' && key !== undefined ? { kind, key } : undefined;
  }
}
