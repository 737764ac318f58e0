import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Rendition, RenditionRole, Variant } from '../../../src/domain/media.ts';
import type { TaskDetails } from '../../../src/domain/task.ts';
import { preferredFiles, videoFiles } from '../../../src/domain/videoFiles.ts';

function file(role: RenditionRole, more: Partial<Rendition> = {}): Rendition {
  return {
    url: `https://m.test/${role}.mp4?sig=1`,
    role,
    watermarked: role === 'watermarked',
    needsKey: false,
    ...more,
  };
}

function generation(renditions: readonly Rendition[], more: Partial<Variant> = {}): Variant {
  return { renditions, captions: [], storyboard: [], ...more };
}

function result(...variants: readonly Variant[]): TaskDetails {
  return { format: 'relay', variants, warnings: [] };
}

const ids = (details: TaskDetails | undefined): readonly string[] => videoFiles(details).map(({ id }) => id);

describe('files of a result', () => {
  const big = file('source', { width: 854, height: 480 });

  it('are named by generation, role and size', () => {
    assert.deepEqual(ids(result(generation([big, file('ld')], { id: 'gen_1' }))), [
      'gen_1 source 854 480',
      'gen_1 ld 0 0',
    ]);
  });

  it('keep their names when their links are renewed', () => {
    const renewed = { ...big, url: 'https://other.test/x?sig=2', expiresAt: 5 };
    assert.deepEqual(ids(result(generation([big]))), ids(result(generation([renewed]))));
  });

  it('of other generations have other names', () => {
    const both = result(generation([big]), generation([big]));
    assert.deepEqual(ids(both), ['0 source 854 480', '1 source 854 480']);
    assert.deepEqual(
      videoFiles(both).map(({ variant }) => variant),
      [0, 1],
    );
  });

  it('have names of their own even where nothing tells them apart', () => {
    assert.deepEqual(ids(result(generation([file('other'), file('other'), file('other')]))), [
      '0 other 0 0',
      '0 other 0 0 2',
      '0 other 0 0 3',
    ]);
  });

  const long = (end: string): readonly string[] =>
    ids(result(generation([big, big], { id: `${'x'.repeat(500)}${end}` })));

  it('have short names however long the id of their generation is, and names of their own', () => {
    const all = [...long('a'), ...long('b')];
    assert.equal(new Set(all).size, 4);
    assert.ok(all.every(({ length }) => length < 80));
    assert.deepEqual(long('a'), long('a'));
  });

  it('are none where nothing is known', () => {
    assert.deepEqual([ids(undefined), preferredFiles(undefined, 'source')], [[], []]);
  });
});

describe('the file that a person prefers', () => {
  const source = file('source', { bytes: 900, width: 800, height: 600 });
  const md = file('md', { bytes: 500, width: 400, height: 300 });
  const ld = file('ld', { bytes: 700, width: 200, height: 150 });
  const watermarked = file('watermarked', { bytes: 1 });
  const gif = file('gif', { bytes: 1 });
  const unsized = (each: Rendition): Rendition => file(each.role);
  const pixelsOnly = ({ role, width = 0, height = 0 }: Rendition): Rendition => file(role, { width, height });

  const rows: readonly (readonly [
    what: string,
    files: readonly Rendition[],
    source: number,
    md: number,
    ld: number,
    smallest: number,
  ])[] = [
    ['all are there', [source, md, ld], 0, 1, 2, 1],
    ['only pixels are known', [source, md, ld].map(pixelsOnly), 0, 1, 2, 2],
    ['no size is known', [source, md, ld].map(unsized), 0, 1, 2, 2],
    ['bytes are known of some only', [source, unsized(md), unsized(ld)], 0, 1, 2, 2],
    ['there is no low one', [source, md], 0, 1, 1, 1],
    ['there is the source alone', [source], 0, 0, 0, 0],
    ['there are a watermarked and an animated one as well', [source, md, watermarked, gif], 0, 1, 1, 1],
    ['there are a watermarked and an animated one only', [watermarked, gif], 0, 0, 0, 0],
    ['there is an animated image only', [gif], 0, 0, 0, 0],
  ];
  for (const [what, files, ...expected] of rows) {
    it(`is chosen by the setting where ${what}`, () => {
      const details = result(generation(files));
      const chosen = (['source', 'md', 'ld', 'smallest'] as const).map((quality) =>
        preferredFiles(details, quality).map(({ rendition }) => files.indexOf(rendition)),
      );
      assert.deepEqual(
        chosen,
        expected.map((index) => [index]),
      );
    });
  }

  it('is one of each generation that has files', () => {
    const details = result(generation([source, ld]), generation([]), generation([md]));
    assert.deepEqual(
      preferredFiles(details, 'ld').map(({ variant, rendition }) => [variant, rendition.role]),
      [
        [0, 'ld'],
        [2, 'md'],
      ],
    );
  });
});
