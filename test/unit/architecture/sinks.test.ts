import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, it } from 'mocha';
import { panelOptions } from '../../../scripts/build/options.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Ways to make markup, code or a load out of a text. */
const sinks: readonly RegExp[] = [
  /\.(?:inner|outer)HTML\b/g,
  /\binsertAdjacentHTML\b/g,
  /\bdocument\.write(?:ln)?\b/g,
  /\bcreateContextualFragment\b/g,
  /\bDOMParser\b/g,
  /\bsetHTML(?:Unsafe)?\b/g,
  /\bparseHTMLUnsafe\b/g,
  /\bsrcdoc\b/g,
  /\beval\s*\(/g,
  /\bnew Function\b|[^.\w]Function\s*\(/g,
  /\b(?:setTimeout|setInterval)\s*\(\s*["'`]/g,
  /\bimport\s*\(/g,
  /\bimportScripts\b/g,
  /\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|\bsendBeacon\b/g,
  /\bhttps?:\/\/(?!www\.w3\.org\/)[^\s"'`]+/g,
  /["'`]\/\/[a-z0-9-]+\.[a-z]/gi,
];

function sinksIn(text: string): readonly string[] {
  return sinks.flatMap((sink) => [...text.matchAll(sink)].map(([found]) => found));
}

describe('the code of the panel', () => {
  it('has no way to make markup, code or a load out of a text (I04)', async () => {
    const { outputFiles } = await build({
      ...panelOptions(true),
      absWorkingDir: root,
      write: false,
      logLevel: 'silent',
    });
    const [bundle] = outputFiles;
    assert.ok((bundle?.text.length ?? 0) > 10_000);
    assert.deepEqual(sinksIn(bundle?.text ?? ''), []);
  });

  for (const planted of [
    'a.innerHTML=b',
    'a.insertAdjacentHTML("beforeend",b)',
    'document.write(a)',
    'eval(a)',
    'new Function(a)()',
    'setTimeout("a()",1)',
    'import("./a.js")',
    'fetch(a)',
    'a.src="https://evil.example/a.js"',
    'a.src="//evil.example/a.js"',
  ]) {
    it(`would be seen with ${planted}`, () => assert.equal(sinksIn(planted).length, 1));
  }
});
