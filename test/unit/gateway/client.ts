import { demoKey, startGateway, type Gateway, type GatewayOptions } from '../../gateway/gateway.ts';

/** Runs `use` with a gateway of its own that counts no requests, and closes it whatever happens. */
export async function withGateway(
  use: (gateway: Gateway) => Promise<void>,
  options?: GatewayOptions,
): Promise<void> {
  const gateway = await startGateway({ budget: 'none', ...options });
  try {
    await use(gateway);
  } finally {
    await gateway.close();
  }
}

/** A GET with the demo key. */
export async function get(gateway: Gateway, path: string, init: RequestInit = {}): Promise<Response> {
  const { headers, ...others } = init;
  return fetch(new URL(path, gateway.origin), {
    redirect: 'manual',
    ...others,
    headers: { authorization: `Bearer ${demoKey}`, ...(headers as Record<string, string> | undefined) },
  });
}

/** The parsed body of a GET; a JSON pointer without escapes picks a value from it. */
export async function pick(
  gateway: Gateway,
  path: string,
  ...pointers: readonly string[]
): Promise<unknown[]> {
  const body: unknown = await (await get(gateway, path)).json();
  return pointers.map((pointer) => at(body, pointer));
}

/** The value under `a/b/0`, or `undefined`. */
export function at(body: unknown, pointer: string): unknown {
  let value = body;
  for (const key of pointer.split('/')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

/** Every key path of a JSON value; array elements share one path, and objects keyed by frame count as leaves. */
export function keyPaths(value: unknown, path = ''): ReadonlySet<string> {
  const paths = new Set([path]);
  if (typeof value !== 'object' || value === null) return paths;
  for (const [key, child] of Object.entries(value)) {
    if (/\/(actions|caption)$/.test(path)) continue;
    for (const deeper of keyPaths(child, `${path}/${Array.isArray(value) ? '*' : key}`)) paths.add(deeper);
  }
  return paths;
}
