import { readSavedPanel, type SavedPanel } from '../protocol/saved.ts';
import type { MessageToHost } from '../protocol/state.ts';

interface VsCodeApi {
  readonly postMessage: (message: MessageToHost) => void;
  readonly getState: () => unknown;
  readonly setState: (state: SavedPanel) => void;
}

// VS Code gives it to the first caller only, and it must not become reachable from the page.
declare function acquireVsCodeApi(): VsCodeApi;

/** The extension as the panel sees it. */
export interface Host {
  readonly post: (message: MessageToHost) => void;
  /** What was saved before the panel was hidden or the window reloaded. */
  readonly load: () => SavedPanel | undefined;
  readonly save: (state: SavedPanel) => void;
}

/** Connects to VS Code. Works once per page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: api.postMessage,
    load: () => readSavedPanel(api.getState()),
    save: api.setState,
  };
}
