import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { linkedCommands, manifest, read, textOf } from './manifest.ts';
import { readSurface } from './surface.ts';

const { commands, configuration, walkthroughs } = manifest.contributes;
const [walkthrough, ...others] = walkthroughs;
const surface = readSurface();

describe('the walkthrough', () => {
  it('is one of four steps, and the one that Get Started opens', () => {
    assert.deepEqual(others, []);
    assert.ok(read('src/ui/commands/view.ts').includes(`'video-tasks.video-tasks#${walkthrough?.id}'`));
    assert.deepEqual(
      walkthrough?.steps.map(({ id }) => id),
      ['track', 'key', 'watch', 'told'],
    );
  });

  for (const { id, description, media, completionEvents } of walkthrough?.steps ?? []) {
    it(`${id} can be done: its commands exist, and somebody sets its context keys`, () => {
      const names = commands.map(({ command }) => command);
      assert.notEqual(completionEvents.length, 0);
      for (const event of completionEvents) {
        const [kind, name = ''] = event.split(':');
        const known = { onCommand: names, onContext: surface.contextKeys, onStepSelected: [''] }[kind ?? ''];
        assert.ok(known?.includes(name), event);
      }
      const linked = linkedCommands(textOf(description)).filter((command) =>
        command.startsWith('videoTasks.'),
      );
      assert.deepEqual(
        linked.filter((command) => !names.includes(command)),
        [],
      );
    });

    it(`${id} has a picture in the colours of the theme, described in words`, () => {
      const svg = read(media.svg);
      const colours = [...svg.matchAll(/\b(?:fill|stroke)="([^"]*)"/g)].map(([, colour = '']) => colour);
      assert.ok(colours.length > 20);
      assert.deepEqual(
        colours.filter((colour) => colour !== 'none' && !colour.startsWith('var(--vscode-')),
        [],
      );
      // VS Code shows it in a page that takes neither styles nor scripts from it.
      assert.doesNotMatch(svg, /style|<script|<text|href|<image/);
      assert.match(textOf(media.altText), /\w.*\.$/);
    });
  }

  it('leads to settings that exist', () => {
    const asked = walkthrough?.steps.flatMap(({ description }) =>
      [...textOf(description).matchAll(/openSettings\?([^)]+)\)/g)].map(([, query = '']) => query),
    );
    assert.equal(asked?.length, 1);
    for (const query of asked ?? []) {
      const [name] = JSON.parse(decodeURIComponent(query)) as readonly string[];
      assert.ok(Object.keys(configuration.properties).some((setting) => name === `@id:${setting}`));
    }
  });
});
