import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import { results } from '../../scripts/vscode/paths.ts';
import type { MessageToHost, PanelState } from '../../src/protocol/state.ts';
import { type PanelServer, startPanelServer } from './panelServer.ts';
import type { ThemeName } from './themes.ts';

/** Stands in for VS Code: keeps messages and state, and records what the policy refused. */
const fakeVsCode = `
  globalThis.sent = [];
  globalThis.violations = [];
  globalThis.loads = 0;
  addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
  document.addEventListener('loadstart', () => globalThis.loads++, true);
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => sent.push(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
`;

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly forcedColors?: 'active';
}

/** The panel in a real browser, driven as the host and as a person would. */
export class PanelPage {
  readonly origin: string;
  readonly page: Page;

  private constructor(origin: string, page: Page) {
    this.origin = origin;
    this.page = page;
  }

  static async open(browser: Browser, server: PanelServer, options: PageOptions = {}): Promise<PanelPage> {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 960, height: options.height ?? 760 },
      forcedColors: options.forcedColors ?? null,
    });
    await page.addInitScript(fakeVsCode);
    const panel = new PanelPage(server.origin, page);
    await page.goto(`${server.origin}/?theme=${options.theme ?? 'dark'}`);
    await panel.#ready();
    return panel;
  }

  /** Sends a state as the host does; with `beside` it is a comparison. */
  async show(state: PanelState, beside?: PanelState): Promise<void> {
    await this.send({ type: 'state', state, beside });
  }

  /** Resolves when the panel has taken the message: listeners hear in the order in which they came. */
  async send(message: unknown): Promise<void> {
    await this.page.evaluate(
      `new Promise((done) => { addEventListener('message', done, { once: true }); postMessage(${JSON.stringify(message)}); }).then(() => {})`,
    );
  }

  /** Shows a state with a video and waits until its first picture is there. */
  async showVideo(state: PanelState): Promise<void> {
    await this.show(state);
    await this.until('document.querySelector("video").readyState >= 2');
  }

  /** Waits until an expression holds in the page. Asks from outside: the page's policy forbids the usual way. */
  async until(expression: string): Promise<void> {
    const deadline = performance.now() + 5_000;
    while (!(await this.page.evaluate(expression))) {
      if (performance.now() > deadline) {
        throw new Error(`Never true in the page: ${expression}`);
      }
      await this.page.waitForTimeout(10);
    }
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  /** A property of the video element. */
  async video<T>(property: string): Promise<T> {
    return this.page.evaluate(`document.querySelector('video').${property}`);
  }

  /** Puts the video to a time, in seconds, and waits until it is there. */
  async seek(seconds: number): Promise<void> {
    await this.page.evaluate(`new Promise((done) => {
      const video = document.querySelector('video');
      video.addEventListener('seeked', done, { once: true });
      video.currentTime = ${seconds};
    })`);
  }

  /** Makes the page hidden, or seen again, as a browser tells it. */
  async setHidden(hidden: boolean): Promise<void> {
    await this.page.evaluate(`
      Object.defineProperty(document, 'hidden', { get: () => ${hidden}, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    `);
  }

  /** What has the focus, by its name. */
  async focused(): Promise<string> {
    return this.page.evaluate(
      `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
    );
  }

  async sent(type: MessageToHost['type']): Promise<MessageToHost[]> {
    const all = await this.page.evaluate<MessageToHost[]>('sent');
    return all.filter((message) => message.type === type);
  }

  async violations(): Promise<string[]> {
    return this.page.evaluate('violations');
  }

  /** How often a file was loaded since the page is open. */
  async loads(): Promise<number> {
    return this.page.evaluate('loads');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  /** Opens a tab, by the tab itself or by the choice that stands for it in a narrow window. */
  async openTab(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name });
    if ((await tab.count()) > 0) {
      await tab.click();
    } else {
      await this.page.locator('.choice').selectOption(name);
    }
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The caption under the playhead, or undefined. */
  async current(): Promise<string | undefined> {
    const found = this.page.locator('[aria-current="true"] .text').filter({ visible: true });
    return (await found.count()) === 0 ? undefined : found.innerText();
  }

  /** Keeps a picture of the panel in test-results/. */
  async screenshot(name: string): Promise<void> {
    await mkdir(join(results, 'panel'), { recursive: true });
    await this.page.screenshot({ path: join(results, 'panel', `${name}.png`) });
  }

  /** The same with what lies below the window too. */
  async whole(name: string): Promise<void> {
    await mkdir(join(results, 'panel'), { recursive: true });
    await this.page.screenshot({ path: join(results, 'panel', `${name}.png`), fullPage: true });
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  async #ready(): Promise<void> {
    await this.until('sent.some((message) => message.type === "ready")');
  }
}

/** A browser, a server and in every test a fresh page for one suite. Call it inside `describe`. */
export function usePanel(options?: PageOptions): {
  readonly panel: PanelPage;
  readonly open: (options?: PageOptions) => Promise<PanelPage>;
} {
  let harness: Awaited<ReturnType<typeof startHarness>> | undefined;
  let panel: PanelPage | undefined;
  before(async () => {
    harness = await startHarness();
  });
  after(() => harness?.stop());
  beforeEach(async () => {
    panel = await harness?.open(options);
  });
  afterEach(() => panel?.close());
  return {
    get panel() {
      assert.ok(panel);
      return panel;
    },
    open: async (own) => {
      assert.ok(harness);
      return harness.open(own);
    },
  };
}

/** A browser and a server for one suite. */
export async function startHarness(): Promise<{
  readonly open: (options?: PageOptions) => Promise<PanelPage>;
  readonly stop: () => Promise<void>;
}> {
  const server = await startPanelServer();
  const browser = await launchBrowser();
  return {
    open: (options) => PanelPage.open(browser, server, options),
    stop: async () => {
      await browser.close();
      server.close();
    },
  };
}
