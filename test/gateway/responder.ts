import type { IncomingMessage } from 'node:http';
import { keyRefused, requestRefused, textAnswer, type Answer } from './answer.ts';
import { clipOf, linksOf, refuseExpired } from './links.ts';
import { mediaAnswer, type MediaFile } from './media.ts';
import type { Route } from './routes.ts';
import { statusAnswer } from './statusAnswer.ts';
import type { SimulatedTasks } from './tasks.ts';

/** What the normal answers are made of; tasks, media and keys may change at any time. */
export interface Contents {
  readonly now: () => number;
  readonly tasks: SimulatedTasks;
  readonly media: ReadonlyMap<string, MediaFile>;
  readonly keys: ReadonlySet<string>;
  /** The origin that result links lead to. */
  readonly linkOrigin: () => string;
}

/** Names of fault scripts. */
export const targetOf = {
  status: 'status',
  task: (id: string): string => `task ${id}`,
  media: (name: string): string => `media ${name}`,
} as const;

/** The normal answers of a gateway. */
export class Responder {
  readonly #contents: Contents;
  #refusals = 0;

  constructor(contents: Contents) {
    this.#contents = contents;
  }

  answer(request: IncomingMessage, route: Route, query: URLSearchParams): Answer {
    if (route.to === 'media') return this.#media(request, route.name, query);
    const refused = this.#refuseKey(request);
    if (refused) return refused;
    if (route.to === 'content') return this.#content(request, route.id);
    const { now, tasks, media, linkOrigin } = this.#contents;
    return statusAnswer(route, tasks.stateOf(route.id), {
      nowMs: now(),
      linkTo: (state) => linksOf(linkOrigin(), state),
      sizeOf: (name) => media.get(name)?.bytes.length ?? 0,
    });
  }

  /** The scripts that may spoil this request, in the order they are asked. */
  faultTargets(route: Route): readonly string[] {
    if (route.to === 'media') return [targetOf.media(route.name)];
    if (route.to === 'status') return [targetOf.status, targetOf.task(route.id)];
    const state = this.#contents.tasks.stateOf(route.id);
    return state ? [targetOf.media(clipOf(state).source)] : [];
  }

  #media(request: IncomingMessage, name: string, query: URLSearchParams): Answer {
    const file = this.#contents.media.get(name);
    if (!file) return textAnswer(404, 'The specified resource does not exist.', 'text/plain');
    const expired = refuseExpired(query, this.#contents.now());
    return expired ?? mediaAnswer(request, file, { ranges: query.get('ranges') !== 'off' });
  }

  #content(request: IncomingMessage, id: string): Answer {
    const state = this.#contents.tasks.stateOf(id);
    if (state?.task.format !== 'unified') return requestRefused(404, 'Task not found');
    const file = this.#contents.media.get(clipOf(state).source);
    if (state.status === 'succeeded' && file) return mediaAnswer(request, file, { ranges: true });
    return requestRefused(400, `Task is not completed yet, current status: ${state.status}`);
  }

  #refuseKey({ headers }: IncomingMessage): Answer | undefined {
    const key = /^bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (key !== undefined && this.#contents.keys.has(key)) return undefined;
    this.#refusals += 1;
    const digits = new Date(this.#contents.now()).toISOString().replaceAll(/\D/g, '');
    const message = key === undefined ? 'No API key was provided' : 'Invalid token';
    return keyRefused(message, `${digits}${this.#refusals}`);
  }
}
