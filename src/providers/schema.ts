import * as v from 'valibot';
import type { SettingProblem } from '../domain/settingProblem.ts';

/** Names that HTTP itself or the transport owns, or that carry something else than a key. */
const reserved =
  /^(?:host|content-.*|connection|cookie2?|transfer-encoding|te|trailer|upgrade|keep-alive|expect|origin|referer|accept.*|user-agent|range|if-.*|via|forwarded|x-forwarded-.*|proxy-.*|sec-.*|access-control-.*)$/i;

function matching(pattern: RegExp, problem: SettingProblem) {
  return v.pipe(v.string('wrongType'), v.regex(pattern, problem));
}

/** Path and query with `{id}` once, nothing that leads elsewhere. */
const path = v.pipe(
  v.string('wrongType'),
  v.maxLength(512, 'pathRefused'),
  v.check((value) => value.split('{id}').length === 2, 'pathWithoutId'),
  v.regex(/^\/(?!\/)[^\s\\#<>"'`{}\p{Cc}\p{Cf}]*\{id\}[^\s\\#<>"'`{}\p{Cc}\p{Cf}]*$/u, 'pathRefused'),
  v.check((value) => !/(?:^|\/)(?:\.|%2e){1,2}(?:[/?]|$)/i.test(value), 'pathRefused'),
);

const env = matching(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'envRefused');

const auth = v.object(
  {
    header: v.pipe(
      matching(/^[A-Za-z0-9-]{1,64}$/, 'headerRefused'),
      v.check((name) => !reserved.test(name), 'headerRefused'),
    ),
    scheme: v.optional(matching(/^[A-Za-z0-9._-]{0,32}$/, 'schemeRefused'), ''),
  },
  'wrongType',
);

/** One entry of `videoTasks.providers`; every message is a SettingProblem. The base URL is checked apart: its rules depend on the path and a setting. */
export const declaration = v.object(
  {
    id: matching(/^[a-z0-9][a-z0-9-]{0,63}$/, 'idRefused'),
    name: v.pipe(
      v.string('wrongType'),
      v.trim(),
      v.minLength(1, 'nameRefused'),
      v.maxLength(80, 'nameRefused'),
      v.regex(/^[^\p{Cc}]*$/u, 'nameRefused'),
    ),
    baseUrl: v.string('wrongType'),
    path,
    auth: v.optional(auth),
    env: v.optional(env),
  },
  'wrongType',
);

/** One entry of `videoTasks.providerOverrides`; every message is a SettingProblem. */
export const override = v.object(
  { baseUrl: v.optional(v.string('wrongType')), path: v.optional(path), env: v.optional(env) },
  'wrongType',
);
