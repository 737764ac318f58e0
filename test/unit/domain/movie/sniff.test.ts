import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fileExtension, sniff, type FileKind } from '../../../../src/domain/movie/sniff.ts';
import { box, clip, clipNames, element, uint, zeros } from './files.ts';

const utf8 = (text: string): Buffer => Buffer.from(text);
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');

function fileType(brand: string, ...compatible: readonly string[]): Buffer {
  return box('ftyp', utf8(brand), zeros(4), utf8(compatible.join('')));
}

function packets(length: number, start: number): Buffer {
  const stream = zeros(length * 2);
  stream[start] = 0x47;
  stream[start + length] = 0x47;
  return stream;
}

const files: readonly (readonly [title: string, bytes: Uint8Array, kind: FileKind])[] = [
  ['MP4', fileType('isom', 'isom', 'avc1'), 'mp4'],
  ['fragmented MP4', fileType('iso6', 'cmfc', 'dash'), 'mp4'],
  ['MP4 that QuickTime may read too', fileType('mp42', 'qt  '), 'mp4'],
  ['a fragment of MP4', box('styp', utf8('msdh')), 'mp4'],
  ['a fragment of MP4 without a type', box('moof', zeros(8)), 'mp4'],
  ['QuickTime', fileType('qt  ', 'qt  '), 'mov'],
  ['QuickTime older than its type box', box('wide'), 'mov'],
  ['QuickTime with samples of 64 bits in front', Buffer.concat([uint(1, 4), utf8('mdat'), zeros(8)]), 'mov'],
  ['QuickTime with samples to the end', Buffer.concat([uint(0, 4), utf8('mdat')]), 'mov'],
  ['WebM', element('1a45dfa3', element('4282', utf8('webm'))), 'webm'],
  ['Matroska', element('1a45dfa3', element('4282', utf8('matroska\0'))), 'matroska'],
  ['another format in EBML', element('1a45dfa3', element('4282', utf8('other'))), 'unknown'],
  ['EBML that is cut', hex('1a45dfa39f'), 'unknown'],
  ['GIF of 1987', utf8('GIF87a'), 'gif'],
  ['GIF', utf8('GIF89a'), 'gif'],
  ['JPEG', hex('ffd8ffe0'), 'image'],
  ['PNG', hex('89504e470d0a1a0a'), 'image'],
  ['WebP', utf8('RIFF\0\0\0\0WEBP'), 'image'],
  ['HEIC', fileType('heic', 'mif1'), 'image'],
  ['AVIF', fileType('avif'), 'image'],
  ['AVI', utf8('RIFF\0\0\0\0AVI '), 'avi'],
  ['WAV', utf8('RIFF\0\0\0\0WAVE'), 'unknown'],
  ['MPEG-TS', packets(188, 0), 'mpegTs'],
  ['MPEG-TS with times', packets(192, 4), 'mpegTs'],
  ['one packet of MPEG-TS', packets(188, 0).subarray(0, 188), 'unknown'],
  ['K04 a program for Windows', Buffer.concat([utf8('MZ'), zeros(64)]), 'executable'],
  ['K04 a program for Windows with the type box of a video', utf8('MZ\0\0ftypisom\0\0\0\0'), 'executable'],
  ['a program for Linux', hex('7f454c46'), 'executable'],
  ...['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe'].map(
    (magic) => [`a program for macOS (${magic})`, hex(magic), 'executable'] as const,
  ),
  ['WebAssembly', hex('0061736d01000000'), 'executable'],
  ['a script', utf8('#!/bin/sh\n'), 'executable'],
  ...['504b0304', '1f8b08', '377abcaf271c', '526172211a0700'].map(
    (magic) => [`an archive (${magic})`, hex(magic), 'archive'] as const,
  ),
  ['a type box too long to be one', Buffer.concat([utf8('<!--ftypisom'), zeros(8)]), 'unknown'],
  ['a type box too short to be one', Buffer.concat([uint(8, 4), utf8('ftyp')]), 'unknown'],
  ['a box whose length cannot be', Buffer.concat([uint(7, 4), utf8('moov')]), 'unknown'],
  ['K04 a web page', utf8('<!DOCTYPE html><p>Sign in'), 'html'],
  ['a web page after white space and a mark', utf8('\ufeff\r\n  <HTML lang="en">'), 'html'],
  ['a web page in XML', utf8('<?xml version="1.0"?><html xmlns="x">'), 'html'],
  ['a web page after a comment', utf8('<!-- x --><head>'), 'html'],
  ['XML', utf8('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'), 'xml'],
  ['a picture in XML', utf8('<svg xmlns="http://www.w3.org/2000/svg">'), 'xml'],
  ['JSON', utf8(' {"error":{}}'), 'json'],
  ['a list in JSON', utf8('[]'), 'json'],
  ['I16 a list of pieces of a video', utf8('#EXTM3U\n#EXT-X-VERSION:3\n'), 'hls'],
  ['other text', utf8('404 page not found\n'), 'text'],
  ['a lower-than sign in a text', utf8('< 5'), 'text'],
  ['text with a zero byte', utf8('{"a":1}\0'), 'unknown'],
  ['nothing', zeros(0), 'unknown'],
  ['zeros', zeros(64), 'unknown'],
];

describe('sniff', () => {
  for (const [title, bytes, kind] of files) {
    it(`${title}: ${kind}`, () => assert.equal(sniff(bytes), kind));
  }

  for (const name of clipNames) {
    const ending = name.slice(name.lastIndexOf('.'));
    it(`gives ${name} its own ending back`, () => assert.equal(fileExtension(sniff(clip(name))), ending));
  }

  it('looks at 4 KB only', () => {
    const page = Buffer.concat([utf8(`<a>${' '.repeat(4090)}`), utf8('<html>'), zeros(1)]);
    assert.equal(sniff(page), 'xml');
  });

  it('has an ending for what can be kept as a video only', () => {
    assert.equal(fileExtension('gif'), '.gif');
    const kinds = ['avi', 'mpegTs', 'image', 'executable', 'archive', 'html', 'hls', 'unknown'] as const;
    assert.deepEqual([...new Set(kinds.map(fileExtension))], [undefined]);
  });
});
