import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** What the demo needs of desktop VS Code. */
export interface DesktopOptions {
  /** Folder for everything this VS Code writes. */
  readonly folder: string;
  /** Packages to install. */
  readonly vsix: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Path of the `code` command, when desktop VS Code is on the PATH. */
export function findDesktop(): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  // In a remote terminal `code` talks to the person's own window, whatever folders it is given.
  const remote = process.env['VSCODE_IPC_HOOK_CLI'] !== undefined;
  return remote ? undefined : folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Opens desktop VS Code with data of its own. Returns a function that closes it. */
export async function openDesktop(code: string, options: DesktopOptions): Promise<() => void> {
  const { folder, vsix, settings, env } = options;
  const userData = join(folder, 'user-data');
  const extensions = join(folder, 'extensions');
  const own = ['--user-data-dir', userData, '--extensions-dir', extensions];
  await mkdir(join(userData, 'User'), { recursive: true });
  await writeFile(join(userData, 'User', 'settings.json'), JSON.stringify(settings));
  const shell = process.platform === 'win32';
  for (const each of vsix) {
    spawnSync(code, [...own, '--install-extension', each], { stdio: 'inherit', shell });
  }
  const child = spawn(code, [...own, '--new-window', '--wait'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    shell,
  });
  return () => {
    child.kill();
    // The window is a process of its own; its data folder names it.
    if (!shell) {
      spawnSync('pkill', ['-f', userData]);
    }
  };
}
