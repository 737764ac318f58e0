// Captions as files that other players read.
import type { Cue } from './media.ts';
import { hour, minute, second } from './schedule.ts';

const digits = (value: number, count: number): string => String(Math.floor(value)).padStart(count, '0');

function timestamp(ms: number, point: '.' | ','): string {
  const parts = [ms / hour, (ms % hour) / minute, (ms % minute) / second].map((part) => digits(part, 2));
  return `${parts.join(':')}${point}${digits(ms % second, 3)}`;
}

/** A cue that ends when it starts is never shown, and some players refuse the whole file for it. */
function times({ startMs, endMs }: Cue, point: '.' | ','): string {
  return `${timestamp(startMs, point)} --> ${timestamp(Math.max(endMs, startMs + 1), point)}`;
}

/** An empty line would end the cue. */
function withoutEmptyLines(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function withoutMarkup(text: string): string {
  return text.replaceAll('-->', '→').replaceAll('<', '‹').replaceAll('>', '›');
}

/** A WebVTT file. The texts are shown as they are: nothing in them is markup. */
export function webVtt(cues: readonly Cue[]): string {
  const blocks = cues.map((cue) => `${times(cue, '.')}\n${escapeMarkup(withoutEmptyLines(cue.text))}`);
  return `${['WEBVTT', ...blocks].join('\n\n')}\n`;
}

/** A SubRip (.srt) file. It knows no way to write `<` or `-->` as text: look-alikes stand for them. */
export function subRip(cues: readonly Cue[]): string {
  const blocks = cues.map(
    (cue, index) => `${index + 1}\n${times(cue, ',')}\n${withoutMarkup(withoutEmptyLines(cue.text))}\n`,
  );
  return blocks.join('\n');
}
