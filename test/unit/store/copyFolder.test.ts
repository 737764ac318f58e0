import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { CopyFile, OpenPart, PartNote } from '../../../src/domain/copyPorts.ts';
import { CopyFolder } from '../../../src/store/copyFolder.ts';
import { clip } from '../domain/movie/files.ts';
import { readMedia } from '../../gateway/media.ts';
import { recordingLog, storeOptions, temporaryFolder } from './samples.ts';

const mp4 = readMedia().get('clip-ld.mp4')?.bytes ?? Buffer.alloc(0);
const note: PartNote = { validator: '"v1"', total: mp4.length };

describe('the folder of the local copies', () => {
  let home: ReturnType<typeof temporaryFolder>;
  let folder: string;
  let files: CopyFolder;
  let name: string;
  let lines: string[];
  const parts: OpenPart[] = [];
  beforeEach(() => {
    home = temporaryFolder();
    folder = join(home.path, 'deep', 'copies');
    lines = [];
    files = new CopyFolder(folder, storeOptions({ log: recordingLog(lines) }));
    name = files.nameOf('relay/a', 'source');
  });
  afterEach(async () => {
    await Promise.all(parts.splice(0).map((part) => part.close()));
    files.dispose();
    home.remove();
  });

  async function open(which = name): Promise<OpenPart> {
    const part = await files.open(which);
    assert.ok('finish' in part, JSON.stringify(part));
    parts.push(part);
    return part;
  }
  /** Writes some bytes of the clip to a new part. */
  async function begin(bytes = mp4.length, about = note): Promise<OpenPart> {
    const part = await open();
    assert.equal(await part.restart(about), undefined);
    assert.equal(await part.write(mp4.subarray(0, bytes)), undefined);
    return part;
  }
  async function keep(content = mp4, which = name): Promise<CopyFile> {
    const part = await open(which);
    await part.restart({});
    await part.write(content);
    const copy = await part.finish();
    assert.ok('path' in copy, JSON.stringify(copy));
    return copy;
  }

  it('is not made before it is needed, and is the user’s alone then', async () => {
    assert.deepEqual(await files.list(), []);
    await files.remove(name);
    assert.equal(existsSync(folder), false);
    await files.sweep(Number.MAX_SAFE_INTEGER);
    assert.equal(lstatSync(folder).mode & 0o777, 0o700);
    await begin();
    assert.equal(lstatSync(folder).mode & 0o777, 0o700);
    for (const file of readdirSync(folder)) {
      assert.equal(lstatSync(join(folder, file)).mode & 0o777, 0o600, file);
    }
    chmodSync(folder, 0o755);
    await begin();
    assert.equal(lstatSync(folder).mode & 0o777, 0o700);
  });

  it('holds what was written, under a name of ours, and nothing else', async () => {
    const copy = await keep();
    assert.deepEqual(readdirSync(folder), [`${name}.mp4`]);
    assert.ok(readFileSync(copy.path).equals(mp4));
    assert.equal(lstatSync(copy.path).mode & 0o777, 0o600);
    assert.deepEqual(await files.list(), [copy]);
    assert.deepEqual([copy.name, copy.bytes], [name, mp4.length]);
  });

  const texts = [
    '../../.bashrc',
    'a/../../b',
    '/etc/passwd',
    String.raw`..\..\x`,
    'CON',
    'nul.mp4',
    'x.mp4:ads',
    'a\0.exe',
    '.hidden',
    '-rf',
    ' ',
    '',
    'trailing.',
    '~',
    '你好',
    '🎬',
    '\u202Egnp.4pm',
    '__proto__',
    'x'.repeat(10_000),
  ];
  it('K05 has names of 48 digits, whatever tasks and files are called', () => {
    const names = texts.flatMap((key) => texts.map((id) => files.nameOf(key, id)));
    assert.equal(new Set(names).size, texts.length ** 2);
    for (const each of names) {
      assert.match(each, /^[0-9a-f]{48}$/);
    }
    for (const key of texts) {
      assert.ok(files.nameOf(key, 'source').startsWith(files.ownerOf(key)));
      assert.equal(files.ownerOf(key).length, 32);
    }
  });

  it('K05 does not take a name that is not of ours', async () => {
    mkdirSync(folder, { recursive: true });
    const others = [
      'a.mp4',
      `${name}.exe`,
      `${name}.MP4`,
      `${name.toUpperCase()}.mp4`,
      `${name}.mp4.mp4`,
      `x${name}.mp4`,
    ];
    for (const file of others) {
      writeFileSync(join(folder, file), 'GIF89a');
    }
    mkdirSync(join(folder, `${name}.mp4`));
    assert.deepEqual(await files.list(), []);
    for (const beginning of [
      '',
      'a',
      '.',
      '..',
      '../',
      name.slice(0, 31),
      `${name}.`,
      `${name.slice(0, 40)}/`,
    ]) {
      await files.remove(beginning);
    }
    await files.sweep(Number.MAX_SAFE_INTEGER);
    assert.equal(readdirSync(folder).length, others.length + 1);
  });

  for (const [content, ending] of [
    [mp4, 'mp4'],
    [Buffer.from('GIF89a........'), 'gif'],
    [clip('vp9-opus.webm'), 'webm'],
    [clip('h264-flac.mkv'), 'mkv'],
    [clip('quicktime-aac.mov'), 'mov'],
  ] as const) {
    it(`calls a file .${ending} for what is in it`, async () => {
      assert.ok((await keep(content)).path.endsWith(`${name}.${ending}`));
    });
  }

  it('K04 keeps no part that has become something else', async () => {
    const part = await open();
    await part.restart({});
    await part.write(Buffer.from('MZ this is a program'));
    assert.deepEqual(await part.finish(), { kind: 'notVideo', found: 'executable' });
    assert.deepEqual(readdirSync(folder), []);
  });

  describe('K07 a part', () => {
    it('is gone on with where it was left', async () => {
      await (await begin(1_000)).close();
      const again = await open();
      assert.deepEqual([again.bytes, again.note], [1_000, note]);
      assert.equal(await again.write(mp4.subarray(1_000)), undefined);
      const copy = await again.finish();
      assert.ok('path' in copy && readFileSync(copy.path).equals(mp4));
      assert.deepEqual(readdirSync(folder), [`${name}.mp4`]);
    });

    const spoilt: readonly (readonly [what: string, spoil: (part: string, noteFile: string) => void])[] = [
      ['has no note', (_, noteFile) => rmSync(noteFile)],
      ['has a note that is no JSON', (_, noteFile) => writeFileSync(noteFile, '{"validator":')],
      ['has a note without a validator', (_, noteFile) => writeFileSync(noteFile, '{"total":5}')],
      ['has a validator of two lines', (_, noteFile) => writeFileSync(noteFile, '{"validator":"a\\nx: y"}')],
      [
        'has a note of megabytes',
        (_, noteFile) => writeFileSync(noteFile, `{"validator":"${'x'.repeat(2e6)}"}`),
      ],
      ['is longer than the whole', (part) => writeFileSync(part, Buffer.alloc(mp4.length + 1))],
      ['is empty', (part) => writeFileSync(part, '')],
      ['is gone', (part) => rmSync(part)],
      [
        'is a link',
        (part) => {
          renameSync(part, `${part}.real`);
          symlinkSync(`${part}.real`, part);
        },
      ],
      ['has a second name', (part) => linkSync(part, `${part}.other`)],
      [
        'has a note that is a link',
        (_, noteFile) => {
          renameSync(noteFile, `${noteFile}.real`);
          symlinkSync(`${noteFile}.real`, noteFile);
        },
      ],
    ];
    for (const [what, spoil] of spoilt) {
      it(`that ${what} is begun anew`, async () => {
        await (await begin(1_000)).close();
        spoil(join(folder, `${name}.part`), join(folder, `${name}.json`));
        const again = await open();
        assert.deepEqual([again.bytes, again.note], [0, {}]);
        await again.close();
        assert.ok('path' in (await keep()));
        assert.ok(readFileSync(join(folder, `${name}.mp4`)).equals(mp4));
      });
    }

    it('does not write through a link that lies in its place', async () => {
      mkdirSync(folder, { recursive: true });
      const victim = join(home.path, 'victim');
      writeFileSync(victim, 'mine');
      for (const ending of ['part', 'json', 'mp4']) {
        symlinkSync(victim, join(folder, `${name}.${ending}`));
      }
      assert.deepEqual(await files.list(), []);
      const part = await begin();
      assert.ok('path' in (await part.finish()));
      assert.equal(readFileSync(victim, 'utf8'), 'mine');
      assert.equal(lstatSync(join(folder, `${name}.mp4`)).isFile(), true);
    });

    it('is thrown away with its note', async () => {
      await (await begin(1_000)).discard();
      assert.deepEqual(readdirSync(folder), []);
    });

    it('that another window has begun anew meanwhile is not taken for the own one', async () => {
      const asleep = await begin();
      const other = await open();
      await other.restart({ validator: '"v2"', total: 9 });
      await other.write(Buffer.from('GIF89a'));
      assert.deepEqual(await asleep.finish(), { kind: 'storage' });
      await asleep.close();
      assert.equal(other.bytes, 6);
      await other.close();
      assert.deepEqual(readdirSync(folder).toSorted(), [`${name}.json`, `${name}.part`]);
    });

    it('written by two windows for a moment comes out right', async () => {
      const first = await begin(5_000);
      const second = await open();
      assert.equal(second.bytes, 5_000);
      await first.write(mp4.subarray(5_000, 9_000));
      await second.write(mp4.subarray(5_000));
      await first.close();
      const copy = await second.finish();
      assert.ok('path' in copy && readFileSync(copy.path).equals(mp4));
    });

    it('takes nothing before it was begun', async () => {
      const part = await open();
      assert.deepEqual(await part.write(mp4), { kind: 'storage' });
      assert.deepEqual(await part.finish(), { kind: 'storage' });
    });

    it('is swept when nobody has gone on with it, and only then', async () => {
      await (await begin(1_000)).close();
      const kept = await keep(mp4, files.nameOf('relay/b', 'source'));
      utimesSync(kept.path, 5, 5);
      utimesSync(join(folder, `${name}.part`), 1_000, 1_000);
      utimesSync(join(folder, `${name}.json`), 1_000, 1_000);
      await files.sweep(999_000);
      assert.equal(readdirSync(folder).length, 3);
      await files.sweep(1_001_000);
      assert.deepEqual(
        (await files.list()).map((copy) => copy.name),
        [kept.name],
      );
      assert.equal(readdirSync(folder).length, 1);
    });
  });

  it('replaces an earlier copy of the same file', async () => {
    await keep(Buffer.from('GIF89a'));
    const copy = await keep();
    assert.deepEqual(await files.list(), [copy]);
  });

  it('removes the copies and the parts of one task, or of one file', async () => {
    const other = await keep(mp4, files.nameOf('relay/b', 'source'));
    const second = await keep(mp4, files.nameOf('relay/a', 'md'));
    await (await begin(1_000)).close();
    await files.remove(second.name);
    assert.equal(existsSync(second.path), false);
    await files.remove(files.ownerOf('relay/a'));
    assert.deepEqual(readdirSync(folder), [`${other.name}.mp4`]);
  });

  it('tells that copies have come, also those of another window', async () => {
    await keep();
    const told = new Promise<void>((resolve) => {
      files.onDidChange(resolve);
    });
    const window = new CopyFolder(folder, storeOptions());
    const part = await window.open(window.nameOf('relay/b', 'source'));
    assert.ok('finish' in part);
    await part.restart({});
    await part.write(mp4);
    await part.finish();
    await told;
    assert.equal((await files.list()).length, 2);
    window.dispose();
  });

  describe('K06 that is not to be had', () => {
    it('since a link lies in its place, is not used', async () => {
      const elsewhere = join(home.path, 'elsewhere');
      mkdirSync(elsewhere);
      mkdirSync(join(home.path, 'deep'));
      symlinkSync(elsewhere, folder);
      assert.deepEqual(await files.open(name), { kind: 'storage' });
      assert.deepEqual(await files.list(), []);
      assert.deepEqual(readdirSync(elsewhere), []);
      assert.equal(lines.length, 1);
      assert.ok(!lines.join().includes(home.path));
    });

    it('since a file lies in its place, is not used', async () => {
      mkdirSync(join(home.path, 'deep'));
      writeFileSync(folder, 'x');
      assert.deepEqual(await files.open(name), { kind: 'storage' });
      assert.deepEqual(await files.list(), []);
    });

    it('since it went away while a file was loaded, is told as such', async () => {
      const part = await begin();
      rmSync(folder, { recursive: true });
      assert.deepEqual(await part.finish(), { kind: 'storage' });
      assert.ok('path' in (await keep()));
    });
  });

  it('says what is in a copy, and nothing of what cannot be read', async () => {
    const copy = await keep();
    const movie = await files.movie(copy);
    assert.deepEqual([movie?.video?.name, movie?.video?.fps, movie?.audio], ['H.264', 30, undefined]);
    assert.equal(await files.movie(await keep(Buffer.from('GIF89a'))), undefined);
    assert.equal(await files.movie({ ...copy, path: join(folder, 'none') }), undefined);
  });

  describe('K06 a copy that a person takes elsewhere', () => {
    let copy: CopyFile;
    let target: string;
    beforeEach(async () => {
      copy = await keep();
      target = join(home.path, 'my video.mp4');
    });

    it('is put where there is nothing', async () => {
      assert.equal(await files.exportTo(copy, target, false), undefined);
      assert.ok(readFileSync(target).equals(mp4));
      assert.equal(lstatSync(target).mode & 0o111, 0);
      assert.ok(existsSync(copy.path));
    });

    it('overwrites nothing without having been told to', async () => {
      writeFileSync(target, 'mine');
      assert.deepEqual(await files.exportTo(copy, target, false), { kind: 'exists' });
      assert.equal(readFileSync(target, 'utf8'), 'mine');
      assert.equal(await files.exportTo(copy, target, true), undefined);
      assert.ok(readFileSync(target).equals(mp4));
    });

    for (const [what, replace] of [
      ['is not touched', false],
      ['is replaced, not followed', true],
    ] as const) {
      it(`a link in its place ${what}`, async () => {
        const victim = join(home.path, 'victim');
        writeFileSync(victim, 'mine');
        symlinkSync(victim, target);
        const problem = await files.exportTo(copy, target, replace);
        assert.deepEqual(problem, replace ? undefined : { kind: 'exists' });
        assert.equal(readFileSync(victim, 'utf8'), 'mine');
        assert.equal(lstatSync(target).isSymbolicLink(), !replace);
      });
    }

    for (const replace of [false, true]) {
      it(`leaves nothing behind where it cannot go, ${replace ? 'also when told to replace' : 'as a new file'}`, async () => {
        assert.deepEqual(await files.exportTo(copy, join(home.path, 'none', 'a.mp4'), replace), {
          kind: 'storage',
        });
        rmSync(copy.path);
        assert.deepEqual(await files.exportTo(copy, target, replace), { kind: 'storage' });
        assert.deepEqual(readdirSync(home.path), ['deep']);
      });
    }
  });
});
