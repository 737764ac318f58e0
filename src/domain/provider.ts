/** How a key is sent: `header: scheme key`, or `header: key` when the scheme is empty. */
export interface Auth {
  readonly header: string;
  readonly scheme: string;
}

/** A named way to ask for a task. Built-in ones and those of the user's settings are the same type. */
export interface Provider {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly name: string;
  /** `https` origin with an optional path prefix, no trailing slash. Absent until the user sets one. */
  readonly baseUrl?: string;
  /** Path and query with `{id}` once, for example `/v1/videos/{id}`. */
  readonly path: string;
  readonly auth: Auth;
  /** Environment variable that may hold the key. */
  readonly env?: string;
  readonly builtin: boolean;
}

/** A status request, ready to be sent but for the key. */
export interface StatusRequest {
  readonly url: URL;
  readonly auth: Auth;
  readonly env?: string;
}

/** Why a request cannot be made; nothing was sent. */
export type RequestProblem = 'baseUrlMissing' | 'baseUrlRefused' | IdProblem;

/** Why an id is refused before any request. */
export type IdProblem = 'idEmpty' | 'idTooLong' | 'idCharacters' | 'idPath';

/** Checks and cleans an id before anything is asked. */
export type CheckId = (
  text: string,
) => { readonly ok: true; readonly id: string } | { readonly ok: false; readonly problem: IdProblem };
