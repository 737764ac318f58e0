import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { messagesIn, sourceFiles } from '../../../scripts/l10n/messages.ts';
import { chinese, english, manifest, read, readBundle, root, type Bundle } from './manifest.ts';
import { untranslated } from './untranslated.ts';

const source = join(root, 'src');
const found = messagesIn(source);
const messages = readBundle('l10n/bundle.l10n.json');
const translations = readBundle('l10n/bundle.l10n.zh-cn.json');

/** Both kinds of texts, English first. */
const pairs: readonly (readonly [from: string, to: string])[] = [
  ...Object.entries(translations),
  ...Object.entries(english).map(([key, text]) => [text, chinese[key] ?? ''] as const),
];

function all(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].map(([match]) => match).toSorted();
}

describe('texts of the sources', () => {
  it('are written out wherever they are translated', () => {
    // The two places that hand a text through to VS Code.
    assert.deepEqual(
      found.computed.map((place) => place.split(':')[0]),
      ['extension.ts', 'ui/words.ts'],
    );
  });

  for (const [language, bundle] of Object.entries({ English: messages, Chinese: translations })) {
    it(`all stand in the ${language} bundle, which holds nothing else: node scripts/l10n.ts sees to it`, () => {
      const missing = found.messages.filter((message) => bundle[message] === undefined);
      const unused = Object.keys(bundle).filter((message) => !found.messages.includes(message));
      assert.deepEqual({ missing, unused }, { missing: [], unused: [] });
    });
  }

  it('stand for themselves in the English bundle', () => {
    assert.deepEqual(Object.values(messages), Object.keys(messages));
  });

  it('reach VS Code and the panel by translation only', () => {
    const samples = new Set([
      // Names of the product, and values that are examples or codes.
      'Video Tasks',
      'VideoTasks/${}',
      'task_01k6x15vhrff09dkkqjrzwhm60',
      'https://gateway.example',
      // Keys, element classes and error names of the page.
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
      'Home',
      'End',
      'NotAllowedError',
      'Space, K',
      'Shift+← →',
      'Alt+← →',
      'Escape',
      'Enter',
      'Shift+Enter',
      '${} (Alt+← →)',
    ]);
    const files = sourceFiles(source).filter((file) => /^(ui|webview|extension\.ts$)/.test(file));
    const suspects = files.flatMap((file) =>
      untranslated(readFileSync(join(source, file), 'utf8'))
        .filter((text) => !samples.has(text))
        .map((text) => `${file}: ${text}`),
    );
    assert.deepEqual(suspects, []);
  });
});

describe('texts of the manifest', () => {
  const used = new Set([...JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g)].map(([, key = '']) => key));

  it('all exist, and none is left over', () => {
    assert.deepEqual(Object.keys(english).toSorted(), [...used].toSorted());
  });

  it('have the same keys in both languages, in the same order', () => {
    assert.deepEqual(Object.keys(chinese), Object.keys(english));
  });
});

describe('files of texts', () => {
  it('have the names that VS Code looks for', () => {
    assert.equal(manifest.l10n, './l10n');
    assert.deepEqual(readdirSync(join(root, 'l10n')).toSorted(), [
      'bundle.l10n.json',
      'bundle.l10n.zh-cn.json',
    ]);
    assert.deepEqual(
      readdirSync(root)
        .filter((file) => file.startsWith('package.nls'))
        .toSorted(),
      ['package.nls.json', 'package.nls.zh-cn.json'],
    );
  });

  for (const file of ['package.nls.json', 'package.nls.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json']) {
    it(`${file} holds texts without edge spaces, each key once`, () => {
      const bundle: Bundle = readBundle(file);
      for (const [key, text] of Object.entries(bundle)) {
        assert.ok(text !== '' && text === text.trim(), key);
      }
      assert.equal(read(file).match(/^ {2}"/gm)?.length, Object.keys(bundle).length);
    });
  }
});

describe('the Chinese translation', () => {
  const kept: readonly [what: string, pattern: RegExp][] = [
    ['placeholders', /\{\w+\}/g],
    ['links', /\(command:[\w.]+\)/g],
    ['code', /`[^`]*`/g],
    ['emphasis', /\*\*/g],
    ['paragraphs', /\n/g],
    ['dots of a command that asks for more', /\.\.\.$/g],
  ];
  for (const [what, pattern] of kept) {
    it(`keeps the ${what} of every text`, () => {
      for (const [from, to] of pairs) {
        assert.deepEqual(all(pattern, to), all(pattern, from), from);
      }
    });
  }

  it('leaves nothing but names in English', () => {
    const same = pairs.filter(([from, to]) => from === to).map(([from]) => from);
    assert.deepEqual(same, ['Video Tasks', '{0} fps']);
  });

  it('uses one word for one text', () => {
    const dots = /\.\.\.$/;
    const seen = new Map<string, string>();
    for (const [from, to] of pairs) {
      const [text, translation] = [from.replace(dots, ''), to.replace(dots, '')];
      assert.equal(seen.get(text) ?? translation, translation, from);
      seen.set(text, translation);
    }
  });

  const terms: readonly [english: RegExp, chinese: string, ...exceptions: string[]][] = [
    [/\btasks?\b/i, '任务', 'Video Tasks', 'Get Started with Video Tasks'],
    [/\bproviders?\b/i, '服务商'],
    [/\b(stop|resume|pause|this) tracking\b/i, '跟踪'],
    [/\bnot watched\b/i, '观看'],
    [/\bcaptions\b/i, '字幕'],
    [/\bstoryboard\b/i, '分镜'],
    [/\bprompt\b/i, '提示词'],
    [/\bkeys?\b/i, '密钥'],
    [/\bbase URL\b/i, '基础 URL'],
    [/\bqueued?\b/i, '排队'],
    [/\bquality\b/i, '画质'],
    [/\blink (has )?expire[sd]/i, '失效'],
  ];
  for (const [word, term, ...exceptions] of terms) {
    it(`says ${term} for ${word.source}`, () => {
      const about = pairs.filter(([from]) => word.test(from));
      assert.notEqual(about.length, 0);
      const others = about.filter(([, to]) => !to.includes(term));
      assert.deepEqual(
        others.map(([from]) => from),
        exceptions,
      );
    });
  }

  const slips: readonly [what: string, pattern: RegExp][] = [
    ['half-width punctuation after a Chinese character', /\p{Script=Han}(?:[,;:!?()]|\.(?!\.\.))/u],
    ['half-width brackets before one', /[("']\p{Script=Han}/u],
    ['straight quotes', /["']\p{Script=Han}|\p{Script=Han}["']/u],
    ['a Latin word that touches a Chinese character', /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u],
    ['a space beside full-width punctuation', / [，。；：！？（）“”]|[，。；：！？（）“”] /u],
    ['two spaces', / {2}/],
    ['a polite “you”', /您/],
  ];
  for (const [what, pattern] of slips) {
    it(`has no ${what}`, () => {
      assert.deepEqual(
        pairs.filter(([, to]) => pattern.test(to)).map(([, to]) => to),
        [],
      );
    });
  }
});
