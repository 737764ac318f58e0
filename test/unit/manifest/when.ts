// The `when` clauses that the manifest uses, for a row of the list.
import { manifest, shortName, type MenuEntry } from './manifest.ts';

export const viewId = 'videoTasks.tasks';

/** What a clause says: the view, a test of the row, the ending of a file, or a context key that must (not) be set. */
export type Clause =
  | { readonly kind: 'view'; readonly view: string }
  | { readonly kind: 'row'; readonly pattern: RegExp }
  | { readonly kind: 'file'; readonly ending: string }
  | { readonly kind: 'key'; readonly key: string };

/** Reads one part of an expression. Throws on a form that is not used here. */
function clauseOf(text: string): Clause {
  const [, view] = /^(?:view|focusedView) == ([\w.]+)$/.exec(text) ?? [];
  if (view !== undefined) {
    return { kind: 'view', view };
  }
  const [, pattern] = /^viewItem =~ \/(.+)\/$/.exec(text) ?? [];
  if (pattern !== undefined) {
    return { kind: 'row', pattern: new RegExp(pattern) };
  }
  const [, ending] = /^resourceExtname == (\.\w+)$/.exec(text) ?? [];
  if (ending !== undefined) {
    return { kind: 'file', ending };
  }
  const [, key] = /^!?([\w.]+)$/.exec(text) ?? [];
  if (key === undefined) {
    throw new SyntaxError(`No such form of a when clause: ${text}`);
  }
  return { kind: 'key', key };
}

export function clausesOf(when: string | undefined): readonly Clause[] {
  return when === undefined ? [] : when.split(' && ').map(clauseOf);
}

/** Every when clause of the manifest. */
export function allClauses(): readonly Clause[] {
  const { menus, keybindings, viewsWelcome } = manifest.contributes;
  return [...Object.values(menus).flat(), ...keybindings, ...viewsWelcome].flatMap(({ when }) =>
    clausesOf(when),
  );
}

function shows(entry: MenuEntry, row: string): boolean {
  return clausesOf(entry.when).every((clause) => clause.kind !== 'row' || clause.pattern.test(row));
}

/** The commands on a row, in order: its buttons, or the entries of its menu. */
export function commandsOn(row: string, where: 'buttons' | 'menu'): readonly string[] {
  return (manifest.contributes.menus['view/item/context'] ?? [])
    .filter(
      (entry) => (entry.group ?? '').startsWith('inline') === (where === 'buttons') && shows(entry, row),
    )
    .toSorted((a, b) => (a.group ?? '').localeCompare(b.group ?? ''))
    .map(({ command = '' }) => shortName(command));
}
