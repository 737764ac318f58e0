import { createHash } from 'node:crypto';
import type { Disposable, Memento, SecretStorage } from 'vscode';
import { Emitter } from '../domain/event.ts';
import { parseJson, record } from '../domain/json.ts';
import type { KeyAnswer, Keys } from '../domain/ports.ts';
import { wait } from './clock.ts';

const known = 'keys';
const printable = /^[\x21-\x7e]{8,512}$/;
const placeholder = /^(\{\{.*\}\}|\$\{?\w+\}?|<.*>|your[-_]?(api[-_]?)?key|sk-x+|x+)$/i;
/** A fresh window may not see a secret at once (microsoft/vscode 184490). */
const patienceMs = [200, 1_000, 3_000];

// The name of a secret is clear text: it tells nothing, not even the host.
function secretName(origin: string): string {
  return `key:${createHash('sha256').update(origin).digest('hex').slice(0, 32)}`;
}

/**
 * Cleans a pasted key: spaces, quotes and one `Bearer ` around it. Undefined when what is left cannot be a key (8 to 512
 * printable ASCII characters) or is a placeholder from a document.
 */
export function cleanKey(text: string): string | undefined {
  const key = text
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^bearer\s+/i, '')
    .trim();
  return printable.test(key) && !placeholder.test(key) ? key : undefined;
}

/** One key per origin in VS Code's secret storage. The origin lies inside the secret and is compared at every read. */
export class SecretKeys implements Keys, Disposable {
  readonly #secrets: SecretStorage;
  readonly #memento: Memento;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #changed = new Emitter<string>();
  readonly #origins = new Map<string, string>();
  readonly #handedOut = new Set<string>();
  readonly #subscription: Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(secrets: SecretStorage, memento: Memento, env: Readonly<Record<string, string | undefined>>) {
    this.#secrets = secrets;
    this.#memento = memento;
    this.#env = env;
    this.#subscription = secrets.onDidChange(({ key }) => {
      const origin = this.#origins.get(key);
      if (origin !== undefined) {
        this.#changed.fire(origin);
      }
    });
  }

  async get(origin: string, env: string | undefined): Promise<KeyAnswer> {
    const name = secretName(origin);
    this.#origins.set(name, origin);
    const stored = await this.#read(name);
    if (stored !== undefined) {
      const { origin: owner, key } = record(parseJson(stored)) ?? {};
      return owner === origin && typeof key === 'string' && printable.test(key)
        ? this.#ready(key)
        : { state: 'unusable' };
    }
    const fromEnv = this.#fromEnv(env);
    if (fromEnv !== undefined) {
      return this.#ready(fromEnv);
    }
    return { state: this.#wasStored(name) ? 'unusable' : 'missing' };
  }

  /** True when a key was stored for this origin, or the variable `env` holds one: no secret is read for it. */
  isKnown(origin: string, env: string | undefined): boolean {
    const name = secretName(origin);
    this.#origins.set(name, origin);
    return this.#wasStored(name) || this.#fromEnv(env) !== undefined;
  }

  /** Stores a cleaned key for an origin. */
  async set(origin: string, key: string): Promise<void> {
    const name = secretName(origin);
    this.#origins.set(name, origin);
    await this.#secrets.store(name, JSON.stringify({ v: 1, origin, key }));
    await this.#memento.update(known, [...new Set([...this.#names(), name])]);
    // The secret storage has told of it before it was known.
    this.#changed.fire(origin);
  }

  async remove(origin: string): Promise<void> {
    const name = secretName(origin);
    await this.#memento.update(
      known,
      this.#names().filter((each) => each !== name),
    );
    await this.#secrets.delete(name);
  }

  /** Every key that was handed out, for the log to leave out. */
  secrets(): readonly string[] {
    return [...this.#handedOut];
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #ready(key: string): KeyAnswer {
    this.#handedOut.add(key);
    return { state: 'ready', key };
  }

  #fromEnv(env: string | undefined): string | undefined {
    return env === undefined ? undefined : cleanKey(this.#env[env] ?? '');
  }

  #names(): readonly string[] {
    const value: unknown = this.#memento.get(known);
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  }

  #wasStored(name: string): boolean {
    return this.#names().includes(name);
  }

  async #read(name: string): Promise<string | undefined> {
    const first = await this.#secrets.get(name);
    if (first !== undefined || !this.#wasStored(name)) {
      return first;
    }
    for (const ms of patienceMs) {
      await wait(ms);
      const later = await this.#secrets.get(name);
      if (later !== undefined) {
        return later;
      }
    }
    return undefined;
  }
}
