import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { bundleFiles, fileStem } from '../../../src/domain/bundle.ts';
import type { CopyFile } from '../../../src/domain/copyPorts.ts';
import type { Variant } from '../../../src/domain/media.ts';
import type { TaskDetails } from '../../../src/domain/task.ts';
import { readListFile, writeListFile } from '../../../src/store/listFile.ts';
import { full } from '../store/samples.ts';

const cue = (text: string) => ({ startMs: 0, endMs: 1_000, text });
const copy = (ending: string): CopyFile => ({ name: 'n', path: `/copies/n.${ending}`, bytes: 1, keptAt: 1 });

function result(...variants: readonly Partial<Variant>[]): TaskDetails {
  return {
    format: 'relay',
    variants: variants.map((variant) => ({ renditions: [], captions: [], storyboard: [], ...variant })),
    warnings: [],
  };
}

describe('a bundle', () => {
  it('holds the video, its captions and storyboard, a poster and the task', () => {
    const bytes = new Uint8Array([1]);
    const files = bundleFiles({
      details: result({ captions: [cue('a cat')], storyboard: [cue('a cat, please')] }),
      task: '{}',
      videos: [{ variant: 0, copy: copy('mp4') }],
      poster: { mediaType: 'image/webp', bytes },
    });
    assert.deepEqual(files, [
      { name: 'video.mp4', path: '/copies/n.mp4' },
      { name: 'captions.vtt', text: 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na cat\n' },
      { name: 'storyboard.vtt', text: 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na cat, please\n' },
      { name: 'poster.webp', bytes },
      { name: 'task.json', text: '{}' },
    ]);
  });

  it('holds what there is', () => {
    assert.deepEqual(bundleFiles({ task: '{}', videos: [] }), [{ name: 'task.json', text: '{}' }]);
  });

  it('numbers what belongs to later generations, and has no name twice', () => {
    const files = bundleFiles({
      details: result({}, { captions: [cue('b')] }),
      task: '{}',
      videos: [
        { variant: 0, copy: copy('mp4') },
        { variant: 1, copy: copy('webm') },
        { variant: 1, copy: copy('webm') },
      ],
    });
    assert.deepEqual(
      files.map(({ name }) => name),
      ['video.mp4', 'video-2.webm', 'captions-2.vtt', 'task.json'],
    );
  });

  it('D13 has a task without keys and without the signed part of its links, which can be imported', () => {
    const task = writeListFile([full], 1_000);
    const [file] = bundleFiles({ task, videos: [] });
    assert.ok(file && 'text' in file);
    assert.doesNotMatch(file.text, /sig=|answer/);
    assert.equal(readListFile(file.text)?.tasks[0]?.task.key, full.task.key);
  });
});

describe('K05 the name of what a person saves', () => {
  const rows: readonly (readonly [provider: string, id: string, name: string])[] = [
    ['elkapi-sora', 'task_01k6x15vhrff09dkkqjrzwhm60', 'elkapi-sora-task_01k6x15vhrff09dkkqjrzwhm60'],
    ['relay', 'sora-2:task_1', 'relay-sora-2-task_1'],
    ['relay', '../../.bashrc', 'relay-bashrc'],
    ['relay', String.raw`..\..\x.exe`, 'relay-x-exe'],
    ['con', 'nul', 'con-nul'],
    ['relay', 'a\0.exe', 'relay-a-exe'],
    ['relay', 'x.mp4:ads', 'relay-x-mp4-ads'],
    ['relay', 'trailing. ', 'relay-trailing'],
    ['relay', '\u202Egnp.4pm', 'relay-gnp-4pm'],
    ['relay', '你好', 'relay-task'],
    ['你', '', 'video-task'],
    ['relay', 'x'.repeat(600), `relay-${'x'.repeat(54)}`],
    ['relay', `${'x'.repeat(53)}-y`, `relay-${'x'.repeat(53)}`],
  ];
  for (const [provider, id, name] of rows) {
    it(`is ${name} for ${JSON.stringify(id.slice(0, 40))} of ${provider}`, () => {
      assert.equal(fileStem({ provider, id }), name);
      assert.match(name, /^[A-Za-z0-9_]+-[A-Za-z0-9_-]*[A-Za-z0-9_]$/);
    });
  }
});
