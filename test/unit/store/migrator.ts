// Migrates a file and kills itself on the way: `migrator.ts <file> <k>` before the k-th statement, counted from 0.
import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../../src/store/schema.ts';

// Mocha loads every file of the folder; only a process of its own runs this one.
if (import.meta.main) {
  const [file = '', moment = ''] = process.argv.slice(2);
  run(file, Number(moment));
}

function run(file: string, moment: number): void {
  const db = new DatabaseSync(file);
  const exec = db.exec.bind(db);
  let count = 0;
  db.exec = (sql) => {
    for (const statement of sql.split(';').filter((each) => each.trim() !== '')) {
      if (count === moment) {
        process.kill(process.pid, 'SIGKILL');
      }
      count += 1;
      exec(statement);
    }
  };
  migrate(db);
  db.close();
}
