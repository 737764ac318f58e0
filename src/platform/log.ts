import type { LogOutputChannel } from 'vscode';
import type { Log } from '../domain/ports.ts';

/** A log in VS Code's output panel. `clean` takes secrets and signed links out of every line. */
export function createLog(channel: LogOutputChannel, clean: (text: string) => string): Log {
  const line = (message: string, detail?: Readonly<Record<string, unknown>>): string =>
    clean(detail === undefined ? message : `${message} ${JSON.stringify(detail)}`);
  return {
    debug: (message, detail) => channel.debug(line(message, detail)),
    info: (message, detail) => channel.info(line(message, detail)),
    warn: (message, detail) => channel.warn(line(message, detail)),
    error: (message, detail) => channel.error(line(message, detail)),
  };
}
