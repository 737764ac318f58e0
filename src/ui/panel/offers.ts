import type { Action, Verb } from '../../protocol/state.ts';
import type { PanelSource } from './source.ts';

/** A saved response is not asked for again. */
const asking: readonly Verb[] = [
  'changeProvider',
  'checkNow',
  'keepCopy',
  'newLink',
  'reloadCopy',
  'resume',
  'setBaseUrl',
  'setKey',
];
/** What comes with its video has no link that leads anywhere. */
const linking: readonly Verb[] = ['saveVideo', 'exportBundle', 'copyLink', 'openInBrowser'];

function vain(source: PanelSource): readonly Verb[] {
  switch (source.kind) {
    case 'task':
    case 'compare':
      return [];
    case 'query':
      return ['compare'];
    case 'file':
      return ['compare', ...asking, ...(source.video === undefined ? [] : linking)];
  }
}

/** Those of the actions that a source can do. */
export function offered(source: PanelSource, actions: readonly Action[]): readonly Action[] {
  const dead = vain(source);
  return actions.filter(({ verb }) => !dead.includes(verb));
}
