import type { Page } from 'playwright-core';
import { packageExtension, packageProbe } from '../scripts/package.ts';
import { taskTitle } from '../src/domain/describe.ts';
import { markdownTable } from './markdown.ts';
import { percentile } from './statistics.ts';
import { rowOf } from './store/rows.ts';
import { withWindow, type Session, type Span } from './window/session.ts';
import { longestSlice, workIn, type Tick } from './window/ticks.ts';

const counts = [20, 1_000, 10_000] as const;
const running = 20;
const runs = 3;
const changes = 20;

interface Measured {
  readonly readyMs: number;
  /** What the extension host did until then, for us and for others. */
  readonly loadingWorkMs: number;
  /** From the wish to see the view until a row of it is there. */
  readonly shownMs: number;
  /** Longest work of the extension host between two turns of its event loop: while loading, showing and changing. */
  readonly slices: readonly [loading: number, showing: number, changing: number];
  readonly toldMs: readonly number[];
  readonly drawnMs: readonly number[];
  /** The public API's list of all tasks with their details. */
  readonly tasksMs: number;
}

const length = ({ from, to }: Span): number => to - from;

/** Resolves when the row of a title has, or has not, a word: to that time, epoch ms. */
async function whenDrawn(page: Page, title: string, word: string, isThere: boolean): Promise<number> {
  return page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('The row was not drawn within 30 s')), 30_000);
    const look = () => {
      const rows = [...document.querySelectorAll('.monaco-list-row')];
      const text = rows.find((row) => row.textContent.includes(${JSON.stringify(title)}))?.textContent;
      if (text !== undefined && text.includes(${JSON.stringify(word)}) === ${isThere}) {
        observer.disconnect();
        resolve(performance.timeOrigin + performance.now());
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  })`);
}

async function measure({ page, ask }: Session): Promise<Measured> {
  const loading = await ask<Span>('/loaded');
  const { task } = rowOf(0, Date.now(), true);
  const title = taskTitle(task).slice(0, 40);
  const first = whenDrawn(page, title, 'stopped', false);
  const { from } = await ask<Span>('/show');
  const showing = { from, to: await first };
  const told: Span[] = [];
  const drawn: Span[] = [];
  for (let change = 0; change < changes; change += 1) {
    const stops = change % 2 === 0;
    const drawing = whenDrawn(page, title, 'stopped', stops);
    const command = stops ? 'videoTasks.stopTask' : 'videoTasks.resumeTask';
    const span = await ask<Span>('/change', { command, key: task.key });
    told.push(span);
    drawn.push({ from: span.from, to: await drawing });
  }
  const ticks = await ask<readonly Tick[]>('/ticks');
  const longest = (spans: readonly Span[]): number =>
    Math.max(...spans.map((span) => longestSlice(ticks, span)));
  return {
    readyMs: length(loading),
    loadingWorkMs: workIn(ticks, loading),
    shownMs: length(showing),
    slices: [longest([loading]), longest([showing]), longest(drawn)],
    toldMs: told.map(length),
    drawnMs: drawn.map(length),
    tasksMs: length(await ask<Span>('/tasks')),
  };
}

function row(count: number, all: readonly Measured[]): readonly (string | number)[] {
  const median = (pick: (each: Measured) => number): string => percentile(all.map(pick), 0.5).toFixed(0);
  const told = all.flatMap(({ toldMs }) => toldMs);
  return [
    count,
    median(({ readyMs }) => readyMs),
    median(({ loadingWorkMs }) => loadingWorkMs),
    median(({ shownMs }) => shownMs),
    median(({ slices }) => slices[0]),
    median(({ slices }) => slices[1]),
    median(({ slices }) => slices[2]),
    percentile(told, 0.5).toFixed(1),
    percentile(told, 0.95).toFixed(1),
    median(({ drawnMs }) => percentile(drawnMs, 0.5)),
    median(({ tasksMs }) => tasksMs),
  ];
}

/** Prints what a list on the disk costs in a real window, by its length: medians over windows, each with a fresh server. */
export async function benchWindow(): Promise<void> {
  const vsix = [await packageExtension(), await packageProbe()];
  const rows: (readonly (string | number)[])[] = [];
  for (const count of counts) {
    const all: Measured[] = [];
    for (let run = 0; run < runs; run += 1) {
      all.push(await withWindow(vsix, count, running, measure));
    }
    rows.push(row(count, all));
  }
  console.log(`\nA list on the disk in VS Code, medians of ${runs} windows, ms\n`);
  const head = [
    'tasks',
    'ready',
    'work until then',
    'shown',
    'longest slice: loading',
    'showing',
    'changing',
    'change told',
    '95 %',
    'drawn',
    'API tasks()',
  ];
  console.log(markdownTable(head, rows));
}
