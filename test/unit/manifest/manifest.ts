// The manifest and its texts, as far as the tests read them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');

export interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

export interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly scope?: string;
  readonly order?: number;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

export interface Walkthrough {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly media: { readonly svg: string; readonly altText: string };
    readonly completionEvents: readonly string[];
  }[];
}

export interface Manifest {
  readonly engines: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly l10n: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly icon: string;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string }[];
    readonly submenus: readonly { id: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly keybindings: readonly { command: string; when?: string }[];
    readonly views: Readonly<Record<string, readonly { id: string; icon: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string; when?: string }[];
    readonly walkthroughs: readonly Walkthrough[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

/** Texts by key or by message. */
export type Bundle = Readonly<Record<string, string>>;

/** A text file of the project. */
export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function readBundle(file: string): Bundle {
  return JSON.parse(read(file)) as Bundle;
}

export const manifest = JSON.parse(read('package.json')) as Manifest;
export const english = readBundle('package.nls.json');
export const chinese = readBundle('package.nls.zh-cn.json');

/** A `%key%` of the manifest in English. */
export function textOf(reference: string): string {
  return english[reference.slice(1, -1)] ?? reference;
}

/** The title of each command in English, by its id without the prefix. */
export const titles: ReadonlyMap<string, string> = new Map(
  manifest.contributes.commands.map(({ command, title }) => [shortName(command), textOf(title)]),
);

/** A command or setting without the prefix of the extension. */
export function shortName(id: string): string {
  return id.replace(/^videoTasks\./, '');
}

/** `command:` links of a text. */
export function linkedCommands(text: string): readonly string[] {
  return [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command = '']) => command);
}
