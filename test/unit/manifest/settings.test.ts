import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { sourceFiles } from '../../../scripts/l10n/messages.ts';
import { tokensOf } from '../../../scripts/l10n/tokens.ts';
import { presets } from '../../../src/providers/presets.ts';
import { chinese, english, manifest, root, shortName } from './manifest.ts';

const { properties } = manifest.contributes.configuration;
const contributed = Object.keys(properties).map(shortName);

/** The settings that a file reads or writes: `settings.word('x'`, `booleanSetting('x'`. */
function settingsOf(source: string): readonly string[] {
  const readers = /^(boolean|word|object|write|(own|boolean|number|word|object|write)Setting)$/;
  const tokens = tokensOf(source);
  return tokens.flatMap(({ kind, value }, at) => {
    const isRead = tokens[at - 1]?.value === '(' && readers.test(tokens[at - 2]?.value ?? '');
    return kind === 'string' && isRead ? [value] : [];
  });
}

describe('settings', () => {
  const source = join(root, 'src');
  const read = new Set(
    sourceFiles(source)
      .filter((file) => /^(ui|platform)\//.test(file))
      .flatMap((file) => settingsOf(readFileSync(join(source, file), 'utf8'))),
  );

  it('are found by every way of reading them', () => {
    const planted = `settings.word('a', x); booleanSetting('b', true); get('c'); ownSetting(name); v.object({ d })`;
    assert.deepEqual(settingsOf(planted), ['a', 'b']);
  });

  it('are contributed exactly when they are read', () => {
    assert.deepEqual(contributed.toSorted(), [...read].toSorted());
  });

  it('that decide where requests go, what is written or what is played are read from user settings only', () => {
    const own = /^(watching|notifications|playback|providers|providerOverrides|network|localCopies)\b/;
    const scopes = contributed
      .filter((name) => own.test(name))
      .map((name) => properties[`videoTasks.${name}`]?.scope);
    assert.ok(scopes.length >= 11);
    assert.deepEqual([...new Set(scopes)], ['application']);
  });

  it('of the window are those that change nothing but the view', () => {
    const others = contributed.filter((name) => properties[`videoTasks.${name}`]?.scope !== 'application');
    assert.deepEqual(others, ['statusBar.show', 'tree.groupBy']);
    assert.deepEqual([...new Set(others.map((name) => properties[`videoTasks.${name}`]?.scope))], ['window']);
  });

  it('that decide where requests go are restricted in untrusted workspaces', () => {
    assert.deepEqual(
      manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.toSorted(),
      contributed
        .filter((name) => /^(providers|providerOverrides|network)\b/.test(name))
        .map((name) => `videoTasks.${name}`)
        .toSorted(),
    );
  });

  it('have a default, a description and a place of their own', () => {
    for (const [name, setting] of Object.entries(properties)) {
      assert.ok('default' in setting, name);
      assert.equal(setting.markdownDescription, `%setting.${shortName(name)}%`);
    }
    assert.deepEqual(
      Object.values(properties).map(({ order }) => order),
      contributed.map((_name, at) => at + 1),
    );
  });

  it('with choices describe each of them and start with one of them', () => {
    const choices = Object.entries(properties).filter(([, setting]) => setting.enum !== undefined);
    assert.ok(choices.length > 0);
    for (const [name, setting] of choices) {
      assert.ok(
        setting.enum?.some((choice) => choice === setting.default),
        name,
      );
      assert.deepEqual(
        setting.markdownEnumDescriptions,
        setting.enum?.map((choice) => `%setting.${shortName(name)}.${choice}%`),
      );
    }
  });

  for (const [language, texts] of Object.entries({ English: english, Chinese: chinese })) {
    it(`name every built-in provider in ${language}`, () => {
      const named = [...(texts['setting.providerOverrides'] ?? '').matchAll(/`([\w-]+)`/g)].map(
        ([, id = '']) => id,
      );
      assert.deepEqual(named.toSorted(), presets.map(({ id }) => id).toSorted());
    });
  }
});
