import { judge, type Outcome } from '../domain/outcome.ts';
import type { ApiClient, Clock, Reading } from '../domain/ports.ts';
import type { Provider, RequestProblem, StatusRequest } from '../domain/provider.ts';
import type { ErrorKind } from '../domain/task.ts';

/** What the engine needs of the layers that it does not know. */
export interface Wire {
  readonly client: ApiClient;
  /** Builds the request for a task, or says why it cannot be made. */
  statusRequest(
    provider: Provider,
    id: string,
  ):
    | { readonly ok: true; readonly request: StatusRequest }
    | { readonly ok: false; readonly problem: RequestProblem };
  /** Reads the text of an answer; undefined when it is not JSON. `base` is the provider's base URL. */
  readText(text: string, context: { readonly id?: string; readonly base?: string }): Reading | undefined;
}

function problemKind(problem: RequestProblem): ErrorKind {
  return problem === 'baseUrlMissing' || problem === 'baseUrlRefused' ? problem : 'badRequest';
}

/** Origin of a provider's base URL, or undefined when it has none that can be used. */
export function originOf(provider: Provider): string | undefined {
  return provider.baseUrl === undefined ? undefined : (URL.parse(provider.baseUrl)?.origin ?? undefined);
}

/** Asks a provider once for a task, without any state; `redirected` hears of each further request. Never rejects. */
export async function ask(
  wire: Wire,
  clock: Clock,
  provider: Provider,
  id: string,
  signal: AbortSignal,
  redirected?: () => void,
): Promise<Outcome> {
  const built = wire.statusRequest(provider, id);
  if (!built.ok) {
    return { kind: 'error', error: { kind: problemKind(built.problem), message: '' } };
  }
  const result = await wire.client.ask(built.request, signal, redirected);
  const base = provider.baseUrl === undefined ? {} : { base: provider.baseUrl };
  return judge(result, (text) => wire.readText(text, { id, ...base }), clock.now());
}
