// Panels whose page is not ours: what it says is what a hostile page could say.
import { commands, TabInputWebview, window, type Tab, type WebviewPanel } from 'vscode';
import type { Spies } from './spies.ts';
import { until } from './until.ts';

/** A page that says it is ready, as ours does, and runs `script`, with `say` to speak to the extension. */
function page(script: string): string {
  const begin = "const say = acquireVsCodeApi().postMessage; say({ type: 'ready' });";
  return `<!DOCTYPE html><body><script>${begin} ${script}</script>`;
}

/** The tabs of our panels. */
export function panelTabs(): readonly Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith('videoTasks.result'));
}

/** Opens the panel of a task, a panel of its own, and resolves to it. */
export async function openPanel(spies: Spies, key: string): Promise<WebviewPanel> {
  const made: WebviewPanel[] = [];
  spies.onPanel((panel) => made.push(panel));
  await commands.executeCommand('videoTasks.openToSide', key);
  return until('the panel is there', () => made[0]);
}

/** Puts another page into a panel. `count` messages of it come in before this resolves. */
export async function takeOver(panel: WebviewPanel, script: string, count: number): Promise<void> {
  const heard = { count: 0 };
  const listening = panel.webview.onDidReceiveMessage((message: unknown) => {
    heard.count += isOurs(message) ? 0 : 1;
  });
  try {
    panel.webview.html = page(script);
    await until(`${count} messages have come`, () => heard.count >= count);
  } finally {
    listening.dispose();
  }
}

/** What our own page says while it loads. */
function isOurs(message: unknown): boolean {
  return JSON.stringify(message) === '{"type":"ready"}';
}
