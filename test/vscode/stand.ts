import type { Gateway } from '../gateway/gateway.ts';
import type { TaskFormat } from '../gateway/tasks.ts';

/** A gateway under a provider of the settings, with a key of its own in the environment. */
export interface Stand {
  readonly gateway: Gateway;
  readonly provider: string;
  /** Name of the environment variable that holds the key. */
  readonly env: string;
}

const paths: Readonly<Record<TaskFormat, string>> = {
  relay: '/sora/v1/videos/{id}',
  luma: '/dream-machine/v1/generations/{id}',
  unified: '/v1/videos/video_id?id={id}',
};

/** The entry of `videoTasks.providers` for a gateway. */
export function declarationOf({ gateway, provider, env }: Stand, format: TaskFormat): object {
  return { id: provider, name: provider, baseUrl: gateway.origin, path: paths[format], env };
}
