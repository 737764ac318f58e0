// What a panel shows, without a window: its state is made of parts that stand in for the real ones.
import { Uri } from 'vscode';
import type { Movie } from '../../src/domain/movie/movie.ts';
import type { Rendition, Variant } from '../../src/domain/media.ts';
import type { PublicFile } from '../../src/domain/ports.ts';
import type { Task, TaskDetails } from '../../src/domain/task.ts';
import type { CopyState } from '../../src/engine/copyParts.ts';
import type { PanelState } from '../../src/protocol/state.ts';
import { Showing } from '../../src/ui/panel/showing.ts';
import type { PanelSource } from '../../src/ui/panel/source.ts';
import type { Parts } from '../../src/ui/parts.ts';

export const start = 1_767_000_000_000;

export function task(id: string, more: Partial<Task> = {}): Task {
  return {
    key: `studio/${id}`,
    provider: 'studio',
    id,
    addedAt: start,
    status: 'succeeded',
    playable: true,
    ...more,
  };
}

export function rendition(url: string, more: Partial<Rendition> = {}): Rendition {
  return { url, role: 'source', watermarked: false, needsKey: false, ...more };
}

export function variant(renditions: readonly Rendition[], more: Partial<Variant> = {}): Variant {
  return { renditions, captions: [], storyboard: [], ...more };
}

export function details(...variants: readonly Variant[]): TaskDetails {
  return { format: 'relay', variants, warnings: [] };
}

/** What a test changes of the world that a panel is in. */
export class PanelStand {
  readonly calls: string[] = [];
  readonly tasks = new Map<string, { readonly task: Task; readonly details: TaskDetails }>();
  held: CopyState = { state: 'none' };
  movie: Movie | undefined;
  image: PublicFile | undefined;
  readonly trivia = new Map<string, unknown>();
  now = start;

  /** Only what panels use. */
  readonly parts = {
    list: {
      get: (key: string) => this.tasks.get(key)?.task,
      details: (key: string) => {
        this.calls.push(`details ${key}`);
        return this.tasks.get(key)?.details;
      },
      timeline: () => [],
      ready: async () => undefined,
      onDidChange: () => ({ dispose: () => undefined }),
      exportList: async () => 'of the list',
    },
    settings: {
      providers: () => [],
      onDidChange: () => ({ dispose: () => undefined }),
      boolean: (_: string, fallback: boolean) => fallback,
      word: (_: string, [first]: readonly string[]) => first,
      preferredQuality: () => 'source',
    },
    copies: {
      state: () => this.held,
      movie: async () => this.movie,
      onDidChange: () => ({ dispose: () => undefined }),
      opened: () => undefined,
      pin: () => ({ dispose: () => undefined }),
      remove: async (...file: readonly string[]) => void this.calls.push(`remove ${file.join(' ')}`),
      keep: async (...file: readonly string[]) => {
        this.calls.push(`keep ${file.join(' ')}`);
        return this.held;
      },
      saveTo: async (...file: readonly unknown[]) => {
        this.calls.push(`save ${file.slice(0, 2).join(' ')}`);
        return undefined;
      },
    },
    copiesFolder: Uri.file('/copies'),
    trivia: {
      get: (name: string) => this.trivia.get(name),
      update: async (name: string, value: unknown) => void this.trivia.set(name, value),
    },
    clock: { now: () => this.now, after: () => () => undefined },
    log: { error: (text: string) => void this.calls.push(text), info: () => undefined },
    images: { image: async () => this.image },
    writeList: () => 'outside the list',
  } as unknown as Parts;

  /** Puts a task into the list. */
  add(id: string, found: TaskDetails, more: Partial<Task> = {}): PanelSource & { kind: 'task' } {
    const added = task(id, more);
    this.tasks.set(added.key, { task: added, details: found });
    return { kind: 'task', key: added.key };
  }

  show(source: PanelSource): Showing {
    return new Showing(this.parts, source, {}, () => ({
      addressOf: (path) => `https://file.test${path}`,
      movieOf: () => this.movie,
      posters: new Map(),
    }));
  }
}

/** What the page is told now; it has heard it. */
export function told(showing: Showing): { readonly state: PanelState; readonly beside?: PanelState } {
  const all = showing.all();
  if (all === undefined) {
    throw new Error('Nothing is shown');
  }
  const snapshot = showing.snapshot(all);
  showing.give(snapshot);
  return snapshot;
}
