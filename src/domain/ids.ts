import type { CheckId } from './provider.ts';

const maxLength = 512;
const grammar = /^[A-Za-z0-9][A-Za-z0-9_.:~+=-]*$/;
const zeroWidth = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function leavesItsSegment(value: string): boolean {
  return /[/\\]/.test(value) || /^\.{1,2}$/.test(value);
}

/**
 * Checks a task id before any request is built from it. `..` survives encodeURIComponent and would lead the user's key
 * to another endpoint, so ids have a grammar. White space and zero-width characters around a pasted id are dropped.
 */
export function checkId(pasted: string): ReturnType<CheckId> {
  const id = pasted.replaceAll(zeroWidth, '').trim();
  if (id === '') {
    return { ok: false, problem: 'idEmpty' };
  }
  if (id.length > maxLength) {
    return { ok: false, problem: 'idTooLong' };
  }
  if (leavesItsSegment(id) || leavesItsSegment(decoded(id))) {
    return { ok: false, problem: 'idPath' };
  }
  return grammar.test(id) ? { ok: true, id } : { ok: false, problem: 'idCharacters' };
}
