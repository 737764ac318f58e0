import * as v from 'valibot';
import { isRecord, present } from '../domain/json.ts';
import type { Provider } from '../domain/provider.ts';
import type { Complaint, SettingProblem } from '../domain/settingProblem.ts';
import { readBaseUrl } from './baseUrl.ts';
import { bearer, presets } from './presets.ts';
import { complain } from './complain.ts';
import { declaration, override } from './schema.ts';

export interface Declared {
  /** Built-in ones first. */
  readonly providers: readonly Provider[];
  readonly complaints: readonly Complaint[];
}

interface ProviderSettings {
  readonly providers: unknown;
  readonly overrides: unknown;
  readonly allowLoopbackHttp: boolean;
}

/** A provider, or what is wrong with its settings. */
type Read = { readonly provider: Provider } | { readonly complaints: readonly Complaint[] };

const maxProviders = 100;
const onePerField = { abortPipeEarly: true };
const declaredAt = 'videoTasks.providers';
const overridesAt = 'videoTasks.providerOverrides';

function complaintsOf(at: string, issues: readonly v.BaseIssue<unknown>[]): readonly Complaint[] {
  return issues.map((issue) => {
    const field = v.getDotPath(issue);
    const problem = issue.input === undefined ? 'missing' : (issue.message as SettingProblem);
    return complain(field === null ? at : `${at}.${field}`, problem, issue.input);
  });
}

function only(at: string, problem: SettingProblem, value: unknown): Read {
  return { complaints: [complain(at, problem, value)] };
}

function readDeclaration(entry: unknown, at: string, allowLoopbackHttp: boolean): Read {
  const parsed = v.safeParse(declaration, entry, onePerField);
  if (!parsed.success) {
    return { complaints: complaintsOf(at, parsed.issues) };
  }
  const { id, name, path, auth = bearer, env } = parsed.output;
  const base = readBaseUrl(parsed.output.baseUrl, path, allowLoopbackHttp);
  return base.ok
    ? { provider: present({ id, name, baseUrl: base.baseUrl, path, auth, env, builtin: false }) }
    : only(`${at}.baseUrl`, base.problem, parsed.output.baseUrl);
}

function applyOverride(preset: Provider, entry: unknown, at: string, allowLoopbackHttp: boolean): Read {
  const parsed = v.safeParse(override, entry, onePerField);
  if (!parsed.success) {
    return { complaints: complaintsOf(at, parsed.issues) };
  }
  const { baseUrl, path = preset.path, env } = parsed.output;
  const base = baseUrl === undefined ? undefined : readBaseUrl(baseUrl, path, allowLoopbackHttp);
  if (base?.ok === false) {
    return only(`${at}.baseUrl`, base.problem, baseUrl);
  }
  // A key belongs to an origin: that of the built-in address must not go to another one.
  const isElsewhere =
    base !== undefined &&
    preset.baseUrl !== undefined &&
    new URL(base.baseUrl).origin !== new URL(preset.baseUrl).origin;
  return {
    provider: present({
      ...preset,
      path,
      baseUrl: base?.baseUrl ?? preset.baseUrl,
      env: env ?? (isElsewhere ? undefined : preset.env),
    }),
  };
}

function readBuiltins(overrides: unknown, allowLoopbackHttp: boolean): Declared {
  const entries = isRecord(overrides) ? new Map(Object.entries(overrides)) : new Map<string, unknown>();
  const reads = presets.map((preset) => {
    const entry = entries.get(preset.id);
    const at = `${overridesAt}.${preset.id}`;
    const read =
      entry === undefined ? { provider: preset } : applyOverride(preset, entry, at, allowLoopbackHttp);
    return 'provider' in read ? { ...read, complaints: [] } : { ...read, provider: preset };
  });
  const known = new Set(presets.map(({ id }) => id));
  const unknown = [...entries.keys()].filter((id) => !known.has(id)).slice(0, maxProviders);
  return {
    // An override is used as a whole or not at all: half of one could send a key to the wrong address.
    providers: reads.map(({ provider }) => provider),
    complaints: [
      ...(overrides === undefined || isRecord(overrides)
        ? []
        : [complain(overridesAt, 'wrongType', overrides)]),
      ...reads.flatMap(({ complaints }) => complaints),
      ...unknown.map((id) => complain(overridesAt, 'providerUnknown', id)),
    ],
  };
}

/**
 * The providers that can be asked: the built-in ones with the user's overrides, then the user's own. What cannot be
 * used is left out and complained about; everything else works.
 */
export function readProviders({ providers, overrides, allowLoopbackHttp }: ProviderSettings): Declared {
  const builtin = readBuiltins(overrides, allowLoopbackHttp);
  const entries: readonly unknown[] = Array.isArray(providers) ? providers : [];
  const accepted = [...builtin.providers];
  const complaints = [...builtin.complaints];
  if (providers !== undefined && !Array.isArray(providers)) {
    complaints.push(complain(declaredAt, 'wrongType', providers));
  }
  if (entries.length > maxProviders) {
    complaints.push(complain(declaredAt, 'tooMany', entries.length));
  }
  for (const [index, entry] of entries.slice(0, maxProviders).entries()) {
    const at = `${declaredAt}[${index}]`;
    const read = readDeclaration(entry, at, allowLoopbackHttp);
    if (!('provider' in read)) {
      complaints.push(...read.complaints);
    } else if (accepted.some(({ id }) => id === read.provider.id)) {
      complaints.push(complain(`${at}.id`, 'idTaken', read.provider.id));
    } else {
      accepted.push(read.provider);
    }
  }
  return { providers: accepted, complaints };
}
