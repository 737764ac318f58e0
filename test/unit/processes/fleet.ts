// Windows in processes of their own, in the hands of a test.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Provider } from '../../../src/domain/provider.ts';
import type { Task } from '../../../src/domain/task.ts';
import { temporaryFolder } from '../store/samples.ts';
import { readJournals, type Journal } from './journal.ts';
import type { Job } from './worker.ts';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));
/** Where Node keeps what it has compiled: processes start three times as fast. */
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/processes', import.meta.url));

/** A time, epoch ms, in which a window was stopped. */
export interface Stop {
  readonly window: string;
  readonly from: number;
  readonly to: number;
}

/** One process. */
export class Member {
  readonly name: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  /** Resolves when the window works, or is killed. Rejects when it ends by itself before. */
  readonly ready: Promise<unknown>;
  /** Resolves when the process is gone: with its exit code, or the signal that ended it. */
  readonly gone: Promise<unknown>;
  #isReady = false;
  #stoppedAt: number | undefined;

  constructor(name: string, job: Job, env: NodeJS.ProcessEnv) {
    this.name = name;
    this.#child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', worker, JSON.stringify(job)],
      { stdio: ['pipe', 'pipe', 'inherit'], env },
    );
    this.gone = once(this.#child, 'close').then(([code, signal]: unknown[]) => signal ?? code);
    this.ready = Promise.race([once(this.#child.stdout, 'data'), this.#isKilled()]);
    // Whoever waits for it hears of a failure.
    this.ready.then(
      () => (this.#isReady = true),
      () => {},
    );
    // What is said to a process that is just being killed is lost, as it should be.
    this.#child.stdin.on('error', () => {});
  }

  /** Rejects when the process ends in any other way. */
  async #isKilled(): Promise<void> {
    const end = await this.gone;
    if (end !== 'SIGKILL') {
      throw new Error(`${this.name} ended with ${String(end)}`);
    }
  }

  /** True when the window works, or did. */
  get isReady(): boolean {
    return this.#isReady;
  }

  say(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  stop(): void {
    this.#stoppedAt = Date.now();
    this.#child.kill('SIGSTOP');
  }

  /** Lets a process go on, whoever has stopped it; undefined when `stop` has not. */
  goOn(): Stop | undefined {
    const from = this.#stoppedAt;
    this.#stoppedAt = undefined;
    this.#child.kill('SIGCONT');
    return from === undefined ? undefined : { window: this.name, from, to: Date.now() };
  }

  /** Closes the window. Resolves to its exit code, or the signal that ended it. */
  end(): Promise<unknown> {
    this.#child.stdin.end();
    return this.gone;
  }
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Processes that share one folder. */
export class Fleet {
  readonly #home = temporaryFolder();
  readonly #members: Member[] = [];
  /** Begins the names of its processes. */
  readonly name: string;
  readonly #env: NodeJS.ProcessEnv;
  /** Of the store. */
  readonly folder = join(this.#home.path, 'store');
  readonly #journals = join(this.#home.path, 'journals');

  constructor(name: string) {
    this.name = name;
    mkdirSync(this.#journals);
    // Coverage is counted in the process of the tests: to count here would cost a file for each process.
    const { NODE_V8_COVERAGE: _, ...env } = process.env;
    this.#env = { ...env, NODE_COMPILE_CACHE: compiled };
  }

  /** Starts the next process; its name is that of the fleet with a number. */
  start(job: Without<Exclude<Job, { job: 'read' }>, 'folder' | 'journals' | 'name'>): Member {
    const name = `${this.name}-${this.#members.length}`;
    const paths = { folder: this.folder, journals: this.#journals };
    const member = new Member(name, { ...job, ...paths, name }, this.#env);
    this.#members.push(member);
    return member;
  }

  /** The process of this name. */
  member(name: string): Member | undefined {
    return this.#members.find((each) => each.name === name);
  }

  journals(): readonly Journal[] {
    return readJournals(this.#journals);
  }

  /** What a fresh process finds in the store, by key. */
  async stored(): Promise<ReadonlyMap<string, Task>> {
    const file = join(this.#home.path, 'tasks.json');
    const reader = new Member('reader', { job: 'read', folder: this.folder, file }, this.#env);
    const code = await reader.end();
    if (code !== 0) {
      throw new Error(`The reader ended with ${String(code)}`);
    }
    const tasks = JSON.parse(readFileSync(file, 'utf8')) as readonly Task[];
    return new Map(tasks.map((task) => [task.key, task]));
  }

  /** Kills what still runs and removes all files. */
  async remove(): Promise<void> {
    await Promise.all(
      this.#members.map((member) => {
        member.kill();
        return member.gone;
      }),
    );
    this.#home.remove();
  }
}

/** A provider of the unified family at an origin. */
export function providerAt(origin: string, id: string): Provider {
  return {
    id,
    name: id,
    baseUrl: origin,
    path: '/v1/videos/{id}',
    auth: { header: 'Authorization', scheme: 'Bearer' },
    builtin: false,
  };
}
