import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chinese, english, linkedCommands, manifest, shortName, textOf, titles } from './manifest.ts';
import { readSurface } from './surface.ts';
import { allClauses, viewId } from './when.ts';

const { commands, menus, keybindings, submenus, views, viewsWelcome } = manifest.contributes;
const contributed = commands.map(({ command }) => command);
const surface = readSurface();

describe('commands', () => {
  it('are contributed exactly when they are registered', () => {
    assert.deepEqual(contributed.toSorted(), surface.commands.toSorted());
  });

  it('are contributed once', () => {
    assert.equal(new Set(contributed).size, contributed.length);
  });

  it('stand in the category of the extension', () => {
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Video Tasks']);
  });

  it('have titles that can be translated', () => {
    assert.deepEqual(
      commands.map(({ title }) => title),
      contributed.map((command) => `%command.${shortName(command)}%`),
    );
  });

  it('have titles in Title Case', () => {
    const small = new Set('a an and as at by for from in of on or the to'.split(' '));
    const wrong = [...titles.values()].filter((title) =>
      title
        .replace(/\.\.\.$/, '')
        .split(' ')
        .some((word, at) => !(at > 0 && small.has(word)) && !/^\p{Lu}/u.test(word) && word !== 'cURL'),
    );
    assert.deepEqual(wrong, []);
  });

  it('end in dots exactly when they ask for more', () => {
    const asking = [...titles].filter(([, title]) => title.endsWith('...')).map(([name]) => name);
    assert.deepEqual(asking.toSorted(), [
      'addTask',
      'changeProvider',
      'clearFinished',
      'compare',
      'exportBundle',
      'exportTasks',
      'importTasks',
      'openSavedResponse',
      'queryTask',
      'removeApiKey',
      'rename',
      'saveCaptions',
      'saveVideo',
      'setApiKey',
      'setBaseUrl',
    ]);
  });

  it('have titles of their own', () => {
    const all = [...titles.values()];
    assert.deepEqual(
      all.filter((title, at) => all.indexOf(title) !== at),
      [],
    );
  });

  it('in menus, key bindings and welcome texts exist', () => {
    const used = [
      ...Object.values(menus)
        .flat()
        .flatMap(({ command }) => (command === undefined ? [] : [command])),
      ...keybindings.map(({ command }) => command),
      ...viewsWelcome.flatMap(({ contents }) => linkedCommands(textOf(contents))),
      ...[english, chinese].flatMap((texts) => Object.values(texts).flatMap(linkedCommands)),
    ];
    assert.ok(used.length > 50);
    assert.deepEqual(
      [...new Set(used.filter((command) => !contributed.includes(command)))],
      ['workbench.action.openSettings'],
    );
  });

  it('are kept out of the command palette when they need a row', () => {
    const hidden = (menus['commandPalette'] ?? []).filter(({ when }) => when === 'false');
    assert.deepEqual(
      hidden.map(({ command }) => command),
      ['videoTasks.showMore', 'videoTasks.markGroupWatched'],
    );
  });
});

describe('the view', () => {
  it('is contributed once, with an icon, and registered', () => {
    assert.deepEqual(
      Object.values(views)
        .flat()
        .map(({ id, icon }) => ({ id, icon })),
      [{ id: viewId, icon: 'media/activity.svg' }],
    );
    assert.deepEqual(surface.views, [viewId]);
  });

  it('has at most three icons in its title bar', () => {
    const icons = (menus['view/title'] ?? []).filter(({ group }) => group?.startsWith('navigation'));
    assert.ok(icons.length > 0 && icons.length <= 3);
  });

  it('opens submenus that exist', () => {
    const opened = Object.values(menus)
      .flat()
      .flatMap(({ submenu }) => (submenu === undefined ? [] : [submenu]));
    assert.deepEqual(
      opened,
      submenus.map(({ id }) => id),
    );
    assert.deepEqual(
      opened.filter((id) => menus[id] === undefined),
      [],
    );
  });
});

describe('when clauses', () => {
  const clauses = allClauses();

  it('name the view, and context keys that somebody sets', () => {
    const known = new Set(['false', 'inputFocus', 'explorerResourceIsFolder', ...surface.contextKeys]);
    for (const clause of clauses) {
      if (clause.kind === 'view') {
        assert.equal(clause.view, viewId);
      } else if (clause.kind === 'key') {
        assert.ok(known.has(clause.key), clause.key);
      } else if (clause.kind === 'file') {
        assert.equal(clause.ending, '.json');
      }
    }
  });

  it('each match a row that there is', () => {
    const rows = Object.values(surface.rows);
    const dead = clauses.filter(
      (clause) => clause.kind === 'row' && !rows.some((row) => clause.pattern.test(row)),
    );
    assert.deepEqual(dead, []);
  });
});
