import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { window } from 'vscode';
import { OutputLog } from '../../src/platform/log.ts';
import { useSpies } from './spies.ts';

describe('the log', () => {
  const spies = useSpies();

  for (const text of [
    'two\nlines',
    'two\r\nlines',
    'two\u2028lines\u2029more',
    'next\u0085line',
    'to the \u202eleft\u202c, \u2066apart\u2069, \u061cmarked',
    'zero\u200bwidth\u200d\ufeff',
    '\u001b[31mred\u0007\u0000',
    '[2026-11-21 12:00:00] [error] A record of another hand',
  ]) {
    it(`has one line for each record, of visible characters (I11): ${JSON.stringify(text)}`, () => {
      const lines: string[] = [];
      const write = (line: string): number => lines.push(line);
      spies.replace(window, 'createOutputChannel', () => () => ({
        debug: write,
        info: write,
        warn: write,
        error: write,
      }));
      const log = new OutputLog((line) => line);
      for (const level of ['debug', 'info', 'warn', 'error'] as const) {
        log[level](text, { error: text, nested: [{ [text]: text }] });
      }
      assert.equal(lines.length, 4);
      for (const line of lines) {
        assert.ok(line.length > text.length);
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
    });
  }
});
