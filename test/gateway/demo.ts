import { demoTasks, type DemoProvider } from './demoTasks.ts';
import { startGateway, type Gateway } from './gateway.ts';

/** Five running gateways, one per provider, and the tasks they know. */
export interface Demo {
  readonly gateways: Readonly<Record<DemoProvider, Gateway>>;
  readonly tasks: readonly { readonly provider: DemoProvider; readonly id: string }[];
  close(): Promise<void>;
}

/** Starts the demo; the unfinished tasks count their time from now. All gateways accept `demoKey`. */
export async function startDemo(): Promise<Demo> {
  const [elkapiSora, elkapiLuma, cometapiSora, soraRelay, unified] = await Promise.all([
    startGateway({ budget: 'none' }),
    startGateway({ budget: 'none' }),
    startGateway({ budget: 'none' }),
    startGateway({ budget: 'none' }),
    startGateway({ budget: 'none' }),
  ]);
  const gateways: Demo['gateways'] = {
    'elkapi-sora': elkapiSora,
    'elkapi-luma': elkapiLuma,
    'cometapi-sora': cometapiSora,
    'sora-relay': soraRelay,
    unified,
  };
  for (const { provider, task } of demoTasks) gateways[provider].addTask(task);
  return {
    gateways,
    tasks: demoTasks.map(({ provider, task }) => ({ provider, id: task.id })),
    close: async () => {
      await Promise.all(Object.values(gateways).map((gateway) => gateway.close()));
    },
  };
}
