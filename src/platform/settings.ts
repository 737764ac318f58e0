import { workspace, type Disposable } from 'vscode';
import type { CopySettings } from '../domain/copyPorts.ts';
import { Emitter } from '../domain/event.ts';
import type { Settings } from '../domain/ports.ts';
import type { Provider } from '../domain/provider.ts';
import { hour, second } from '../domain/schedule.ts';
import type { PreferredQuality } from '../domain/videoFiles.ts';

const section = 'videoTasks';
const megabyte = 1_000_000;
const providerSettings = ['providers', 'providerOverrides', 'network.allowLoopbackHttp'] as const;

/** Reads provider settings; complaints are told by whoever is asked. */
export type ReadProviders = (settings: {
  readonly providers: unknown;
  readonly overrides: unknown;
  readonly allowLoopbackHttp: boolean;
}) => readonly Provider[];

/**
 * A setting that decides where requests go or what is written: the person's own value or the default. A folder's value is
 * never read, whatever VS Code or a fork of it makes of the declared scope.
 */
function ownSetting(name: string): unknown {
  const found = workspace.getConfiguration(section).inspect<unknown>(name);
  return found?.globalValue ?? found?.defaultValue;
}

function numberSetting(name: string, least: number, most: number, fallback: number): number {
  const value = ownSetting(name);
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(Math.max(value, least), most)
    : fallback;
}

/** One of the words of an enumerated setting; the first one when the setting holds anything else. */
export function wordSetting<const T extends string>(name: string, words: readonly [T, ...T[]]): T {
  return wordOf(workspace.getConfiguration(section).get(name), words);
}

function wordOf<const T extends string>(value: unknown, words: readonly [T, ...T[]]): T {
  return words.find((word) => word === value) ?? words[0];
}

export function booleanSetting(name: string, fallback: boolean): boolean {
  const value = ownSetting(name);
  return typeof value === 'boolean' ? value : fallback;
}

/** Writes a setting of the person's. */
export async function writeSetting(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration(section).update(name, value, true);
}

/** An object setting of the person's, `{}` when it is something else. */
export function objectSetting(name: string): Readonly<Record<string, unknown>> {
  const value = ownSetting(name);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The settings of VS Code. */
export class VSCodeSettings implements Settings, CopySettings, Disposable {
  readonly #readProviders: ReadProviders;
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  readonly onDidChange = this.#changed.event;
  #providers: readonly Provider[] | undefined;

  constructor(readProviders: ReadProviders) {
    this.#readProviders = readProviders;
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section)) {
        // Read again after a change of their own and only then: what is wrong with them is told at each reading.
        if (providerSettings.some((name) => event.affectsConfiguration(`${section}.${name}`))) {
          this.#providers = this.#read();
        }
        this.#changed.fire();
      }
    });
  }

  providers(): readonly Provider[] {
    this.#providers ??= this.#read();
    return this.#providers;
  }

  watching(): boolean {
    return booleanSetting('watching.enabled', true);
  }

  intervalMs(): number {
    return numberSetting('watching.intervalSeconds', 3, 300, 3) * second;
  }

  stopAfterMs(): number {
    return numberSetting('watching.stopAfterHours', 0, 10_000, 24) * hour;
  }

  keepCopies(): 'onFinish' | 'onOpen' | 'never' {
    return wordOf(ownSetting('localCopies.keep'), ['onFinish', 'onOpen', 'never']);
  }

  maxCopyBytes(): number {
    return numberSetting('localCopies.maxFileMB', 1, 100_000, 200) * megabyte;
  }

  maxCopiesBytes(): number {
    return numberSetting('localCopies.maxTotalMB', 1, 1_000_000, 1024) * megabyte;
  }

  preferredQuality(): PreferredQuality {
    return wordOf(ownSetting('playback.preferredQuality'), ['source', 'md', 'ld', 'smallest']);
  }

  allowLoopbackHttp(): boolean {
    return booleanSetting('network.allowLoopbackHttp', false);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #read(): readonly Provider[] {
    return this.#readProviders({
      providers: ownSetting('providers'),
      overrides: ownSetting('providerOverrides'),
      allowLoopbackHttp: this.allowLoopbackHttp(),
    });
  }
}
