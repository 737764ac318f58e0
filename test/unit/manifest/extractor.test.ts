import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { messagesOf } from '../../../scripts/l10n/messages.ts';
import { tokensOf } from '../../../scripts/l10n/tokens.ts';
import { untranslated } from './untranslated.ts';

describe('extraction of texts', () => {
  const found: readonly [title: string, source: string, ...messages: string[]][] = [
    ['single quotes', `t('Play')`, 'Play'],
    ['double quotes', `t("Don't show")`, "Don't show"],
    ['a template without placeholders', 't(`Play`)', 'Play'],
    ['arguments after the text', `t('{0} of {1}', a, f(b))`, '{0} of {1}'],
    ['a call over several lines', `t(\n  'Long text',\n  name,\n)`, 'Long text'],
    ['a trailing comma', `t('Play',)`, 'Play'],
    ['a comment inside the call', `t(/* verb */ 'Play' // here\n)`, 'Play'],
    [
      'escapes',
      String.raw`t('a\'b\n\u201c\u{1F3AC}\x41\
c')`,
      "a'b\n“🎬Ac",
    ],
    ['a call in a placeholder', "`${t('a')} · ${t('b', `${t('c')}`)}`", 'a', 'b', 'c'],
    ['a call by an object', `words.t('Play')`, 'Play'],
    ['a call inside a call', `t('{0}: {1}', t('Size'), 1)`, '{0}: {1}', 'Size'],
    [
      'a quote in a regular expression',
      `x.replace(/['"\`/[/]]/g, t('Play')); it's`.replace("; it's", ''),
      'Play',
    ],
    ['a division', `a / b; t('Play'); c[0] / (d) / 2`, 'Play'],
    ['an expression after return', `return /'/.test(x) ? t('Yes') : t('No')`, 'Yes', 'No'],
  ];
  for (const [title, source, ...messages] of found) {
    it(`reads ${title}`, () => {
      assert.deepEqual(messagesOf('a.ts', source), { messages, computed: [] });
    });
  }

  const ignored: readonly [title: string, source: string][] = [
    ['comments', `// t('a')\n/* t('b') */`],
    ['strings', `"t('a')"`],
    ['templates', "`t('a')`"],
    ['regular expressions', `x = /t('a')/`],
    ['other functions', `test('a'); $t('b'); set('c'); t2('d')`],
    ['types', `t: (message: string) => string`],
  ];
  for (const [title, source] of ignored) {
    it(`ignores ${title}`, () => {
      assert.deepEqual(messagesOf('a.ts', source), { messages: [], computed: [] });
    });
  }

  const refused: readonly [title: string, source: string][] = [
    ['a variable', `t(message)`],
    ['a choice', `t(one ? 'a' : 'b')`],
    ['a sum', `t('a' + 'b')`],
    ['a template with placeholders', 't(`${count} videos`)'],
  ];
  for (const [title, source] of refused) {
    it(`reports ${title}`, () => {
      assert.deepEqual(messagesOf('a.ts', `\n${source}`), { messages: [], computed: ['a.ts:2'] });
    });
  }

  const unreadable: readonly [title: string, source: string, message: RegExp][] = [
    ['a string', `a\n'b\n'`, /^SyntaxError: Line 2: a string does not end$/],
    ['a template', '`a${b', /^SyntaxError: Line 1: a template does not end$/],
    ['a regular expression', 'x = /a\n/', /^SyntaxError: Line 1: a regular expression does not end$/],
    ['a bracket', 'a }', /^SyntaxError: Line 1: unexpected }$/],
  ];
  for (const [title, source, message] of unreadable) {
    it(`refuses ${title} that does not end`, () => {
      assert.throws(
        () => tokensOf(source),
        (error) => message.test(String(error)),
      );
    });
  }

  it('reads back every text that JSON can write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.deepEqual(messagesOf('a.ts', `t(${JSON.stringify(text)})`).messages, [text]);
      }),
    );
  });
});

describe('the search for untranslated texts', () => {
  const planted: readonly [source: string, ...texts: string[]][] = [
    [`showInformationMessage('saved')`, 'saved'],
    [`window.showWarningMessage("It's gone", undo)`, "It's gone"],
    [`({ placeHolder: 'id' })`, 'id'],
    [`({ title: \`Path of \${name}\` })`, 'Path of ${}'],
    [`item.text = 'Nothing to do'`, 'Nothing to do'],
    [`const label = 'Play'`, 'Play'],
    [`[t('Size'), 'Model']`, 'Model'],
    ["`<p class='a'>Play</p>`", "<p class='a'>Play</p>"],
  ];
  for (const [source, ...texts] of planted) {
    it(`finds ${JSON.stringify(texts[0])} in ${source}`, () => {
      assert.deepEqual(untranslated(source), texts);
    });
  }

  const fine: readonly string[] = [
    `tell(t('Nothing to do'))`,
    `log.warn('A setting cannot be used', { setting })`,
    `({ context: 'finished playable', title: '', icon: 'play' })`,
    `executeCommand('videoTasks.open')`,
    '({ description: `${a} · ${b}` })',
    '`<p class="quiet expiry">${text}</p>`',
    `element.className = 'quiet expiry'`,
  ];
  for (const source of fine) {
    it(`is silent about ${source}`, () => {
      assert.deepEqual(untranslated(source), []);
    });
  }
});
