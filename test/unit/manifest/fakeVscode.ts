// Stands for `vscode`, so that what the user interface registers can be asked for without VS Code.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { sourceFiles } from '../../../scripts/l10n/messages.ts';
import { root } from './manifest.ts';

/** What was registered with VS Code. */
export const registered = {
  commands: [] as string[],
  views: [] as string[],
  panels: [] as string[],
  contextKeys: [] as string[],
};

/** Something that can be called, made and asked for everything, and does nothing. */
export function anything(known: Readonly<Record<PropertyKey, unknown>> = {}): unknown {
  const answers: Readonly<Record<PropertyKey, unknown>> = {
    [Symbol.toPrimitive]: () => '',
    [Symbol.iterator]: () => [].values(),
    ...known,
  };
  return new Proxy(function nothing() {}, {
    set: () => true,
    get: (_target, name) => {
      // No promise: whoever waits for it goes on at once.
      if (name === 'then') {
        return undefined;
      }
      return name in answers ? answers[name] : anything();
    },
    apply: () => anything(),
    construct: () => anything() as object,
  });
}

function notes(list: string[]): (name: string) => unknown {
  return (name) => {
    list.push(name);
    return anything();
  };
}

const fake = anything({
  // The rows of the tree are looked at, so they are real objects.
  TreeItem: function TreeItem() {},
  l10n: { t: (message: string) => message },
  env: { language: 'en' },
  commands: {
    registerCommand: notes(registered.commands),
    executeCommand: (command: string, key: string) => {
      if (command === 'setContext') {
        registered.contextKeys.push(key);
      }
    },
  },
  window: anything({
    createTreeView: notes(registered.views),
    registerWebviewPanelSerializer: notes(registered.panels),
  }),
}) as Record<string, unknown>;

const imports = /import\s+(?!type)\{([^}]*)\} from 'vscode'/g;

/** The names that the sources import from `vscode`, types aside. */
function importedNames(): ReadonlySet<string> {
  const source = join(root, 'src');
  const lists = sourceFiles(source).flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(imports)].map(([, list = '']) => list),
  );
  const names = lists.flatMap((list) => list.split(',')).map((name) => name.trim());
  return new Set(names.filter((name) => name !== '' && !name.startsWith('type ')));
}

/** From now on, modules that import `vscode` get the stand-in. */
export function installFakeVscode(): void {
  const exported = [...importedNames()].map((name) => `export const ${name} = fakeVscode.${name};`);
  Object.assign(globalThis, { fakeVscode: fake });
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url: 'fake:vscode', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === 'fake:vscode'
        ? { format: 'module', shortCircuit: true, source: exported.join('\n') }
        : next(url, context),
  });
}
