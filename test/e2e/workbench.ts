import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, type Runnable } from 'mocha';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import { results } from '../../scripts/vscode/paths.ts';
import { type Server, type ServerOptions, startServer } from '../../scripts/vscode/server.ts';

/** Resolves when a condition holds. Errors after `timeoutMs`. */
export async function until(condition: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${timeoutMs} ms: ${condition.toString()}`);
    }
    await delay(50);
  }
}

async function shows(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

const findInStorage = `async (texts) => {
  const open = (name) => new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
  const all = (store) => new Promise((resolve, reject) => {
    const request = store.getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await open(name);
    for (const store of database.objectStoreNames) {
      const values = await all(database.transaction(store).objectStore(store));
      if (values.some((value) => typeof value === 'string' && texts.every((text) => value.includes(text)))) {
        return true;
      }
    }
    database.close();
  }
  return false;
}`;

/** How VS Code is looked at. */
export interface View {
  /** A display language of VS Code, for example `zh-cn`. */
  readonly language?: string;
  /** Absolute path of the folder that is open. */
  readonly folder?: string;
  /** In Restricted Mode: the folder is not trusted. */
  readonly restricted?: boolean;
}

/** A real VS Code in a real browser, as a person sees it. */
export class Workbench {
  readonly server: Pick<Server, 'origin' | 'stop'>;
  readonly context: BrowserContext;
  readonly #browser: Browser;
  #page: Page | undefined;

  private constructor(server: Pick<Server, 'origin' | 'stop'>, browser: Browser, context: BrowserContext) {
    this.server = server;
    this.#browser = browser;
    this.context = context;
  }

  /** Starts a server and opens one window. */
  static async open(options: ServerOptions = {}, view: View = {}): Promise<Workbench> {
    const args = view.restricted ? [] : ['--disable-workspace-trust'];
    return Workbench.attach(await startServer({ ...options, args }), view);
  }

  /** Opens one window on a running server. */
  static async attach(server: Pick<Server, 'origin' | 'stop'>, view: View = {}): Promise<Workbench> {
    const { language, folder } = view;
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await context.addCookies([{ name: 'vscode-secret-key-path', value: '/mint-key', url: server.origin }]);
    await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
    if (language !== undefined) {
      await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    }
    const workbench = new Workbench(server, browser, context);
    await workbench.openWindow(folder);
    return workbench;
  }

  /** The window that the helpers below act on. */
  get page(): Page {
    if (this.#page === undefined) {
      throw new Error('No window is open');
    }
    return this.#page;
  }

  /** Opens a further window on the same server; the helpers act on it from then on. */
  async openWindow(folder?: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`${this.server.origin}/${folder === undefined ? '' : `?folder=${folder}`}`);
    this.#page = page;
    await this.ready();
    return page;
  }

  /** Reloads the window and waits until it is usable. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Waits until VS Code has written these texts into one entry of its storage: it does so every 5 s, and a reload does not wait. */
  async stored(...texts: readonly string[]): Promise<void> {
    await until(() => this.page.evaluate<boolean>(`(${findInStorage})(${JSON.stringify(texts)})`));
  }

  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
  }

  /** Opens our view in the side bar. */
  async showTasks(): Promise<void> {
    const item = this.page.locator('.activitybar .action-item', {
      has: this.page.locator('[aria-label^="Video Tasks"]'),
    });
    await item.waitFor({ timeout: 30_000 });
    if (!(await item.getAttribute('class'))?.includes('checked')) {
      await item.click();
    }
    await this.page
      .locator('.sidebar .composite.title')
      .filter({ hasText: /video tasks/i })
      .waitFor();
  }

  /** A tree row by the start of its accessible label. */
  row(label: string): Locator {
    return this.page.locator(`.sidebar .monaco-list-row[aria-label^="${label}"]`);
  }

  /** Chooses an entry of the context menu of a row. */
  async menu(row: Locator, label: string): Promise<void> {
    const page = row.page();
    await row.click({ button: 'right' });
    const entry = page.locator('.context-view .action-label', { hasText: label });
    await entry.waitFor();
    // VS Code takes no click in the moment in which a menu opens.
    await until(async () => {
      await entry.click({ timeout: 1_000 }).catch(() => undefined);
      return !(await entry.isVisible());
    });
  }

  /** Runs a command by its palette title. */
  async command(title: string): Promise<void> {
    const page = this.page;
    const input = page.locator('.quick-input-widget input.input');
    await page.keyboard.press('F1');
    // A panel that is still loading has the focus, but passes no keys on.
    if (!(await shows(input, 1_000))) {
      return this.command(title);
    }
    // A list closes when something else takes the focus.
    const isTyped = await input.fill(`>${title}`, { timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (!isTyped) {
      return this.command(title);
    }
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    // The palette lists what was registered when it opened.
    if (!(await shows(row, 2_000))) {
      await page.keyboard.press('Escape');
      return this.command(title);
    }
    await row.click();
  }

  /** Fills the open input box and accepts it. */
  async answer(title: string, value: string): Promise<void> {
    await this.page.locator('.quick-input-title', { hasText: title }).waitFor();
    await this.page.locator('.quick-input-widget input.input').fill(value);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses an entry of the open list. */
  async pick(label: string): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  }

  /** Runs a command and chooses an entry of its list; once more when the list closes because something else takes the focus. */
  async commandWith(title: string, label: string): Promise<void> {
    await this.command(title);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
    const isChosen = await row.click({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (!isChosen) {
      await this.commandWith(title, label);
    }
  }

  /** A notification toast by its text. */
  toast(text: string): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** The frame of the first webview that holds `selector` and shows `text`. Errors after 30 s. */
  async frameWith(selector: string, { text = '' } = {}): Promise<Frame> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      for (const frame of this.page.frames()) {
        const page = frame.locator('#panel', { has: frame.locator(selector), hasText: text });
        if ((await page.count().catch(() => 0)) > 0) {
          return frame;
        }
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`No panel shows ${selector} with “${text}”`);
  }

  /** Keeps a picture of the window in test-results/. */
  async screenshot(name: string): Promise<void> {
    await mkdir(results, { recursive: true });
    await this.page.screenshot({ path: join(results, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.stop();
  }
}

/** Keeps a picture of the window when a test has failed. */
export async function keepPictureOfFailure(test: Runnable | undefined, workbench: Workbench): Promise<void> {
  if (test?.state === 'failed') {
    await workbench.screenshot(`failed-${test.title.replaceAll(/\W+/g, '-')}`);
  }
}

/** Each test of a `describe` stands on the one before: after a failure the rest is skipped, and counted as such. */
export function inSteps(): void {
  let isBroken = false;
  beforeEach(function () {
    if (isBroken) {
      this.skip();
    }
  });
  afterEach(function () {
    isBroken ||= this.currentTest?.state === 'failed';
  });
}
