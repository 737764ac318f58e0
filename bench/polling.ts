import { originTables, scheduleTables } from './polling/tables.ts';

/** Prints the simulated tables of docs/polling.md. */
export function benchPolling(): void {
  for (const { title, table } of [...scheduleTables(), ...originTables()]) {
    console.log(`\n${title}\n\n${table}`);
  }
}
