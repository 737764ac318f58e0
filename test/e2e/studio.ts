// A gateway as a person has set it up: the provider "Studio".
import type { ServerOptions } from '../../scripts/vscode/server.ts';
import { demoKey } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import type { Workbench } from './workbench.ts';

/** A window in which the gateway at this origin is Studio, its key already known. */
export function studioAt(origin: string): ServerOptions {
  const path = '/sora/v1/videos/{id}';
  return {
    vsix: packaged,
    env: { RELAY_KEY: demoKey },
    settings: {
      'videoTasks.network.allowLoopbackHttp': true,
      'videoTasks.providers': [{ id: 'studio', name: 'Studio', baseUrl: origin, path, env: 'RELAY_KEY' }],
    },
  };
}

/** Adds a task of Studio by its id. */
export async function addToStudio(workbench: Workbench, id: string): Promise<void> {
  await workbench.command('Video Tasks: Add Task...');
  await workbench.answer('Add Task', id);
  await workbench.pick('Studio');
}
