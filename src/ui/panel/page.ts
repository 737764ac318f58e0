import { env, Uri, type WebviewPanel } from 'vscode';
import type { MessageToPanel } from '../../protocol/state.ts';
import { panelHtml } from './html.ts';

/** The page inside a panel: it may load videos from the addresses that its policy names, and hears nothing before it is ready. */
export class PanelPage {
  readonly #panel: WebviewPanel;
  readonly #extension: Uri;
  #origins: readonly string[] = [];
  #isReady = false;

  /**
   * `copies` is the folder of the local copies. All of them can be reached: roots are folders, and to change them while a panel is
   * shown would load its page anew. Nothing but our own script runs in it, and it asks for what the host has named.
   */
  constructor(panel: WebviewPanel, extension: Uri, copies: Uri) {
    this.#panel = panel;
    this.#extension = extension;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extension, 'dist'), Uri.joinPath(extension, 'media'), copies],
    };
  }

  /**
   * Whether the policy of the page fits videos of these addresses. While the page can be seen it may name others too: another policy
   * means another page, which would take away what plays.
   */
  fits(origins: readonly string[]): boolean {
    const isSpare = !this.#panel.visible && origins.length < this.#origins.length;
    return !isSpare && origins.every((origin) => this.#origins.includes(origin));
  }

  /** Assigns the page anew, with a policy that names these addresses. */
  load(origins: readonly string[]): void {
    this.#isReady = false;
    this.#origins = origins;
    this.#panel.webview.html = panelHtml(this.#panel.webview, this.#extension, env.language, origins);
  }

  /** What was shown so far hears no more: the page is about to be loaded anew. */
  leave(): void {
    this.#isReady = false;
  }

  /** Whether the page is that of what is shown now: what another one has still said is about something else. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** The page has said that it listens. */
  ready(): void {
    this.#isReady = true;
  }

  /** Sends a message to a page that can be seen and listens; whole states make up for those that were not sent. */
  send(message: MessageToPanel): boolean {
    const hears = this.#isReady && this.#panel.visible;
    if (hears) {
      void this.#panel.webview.postMessage(message);
    }
    return hears;
  }

  /** The address of a file of ours as the page loads it. */
  addressOf(file: Uri): string {
    return this.#panel.webview.asWebviewUri(file).toString();
  }
}
