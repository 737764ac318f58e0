import type { Disposable } from '../domain/disposable.ts';
import type { StoreTrouble } from '../domain/ports.ts';
import type { TaskList } from '../engine/taskList.ts';
import { complain } from './notify.ts';
import { t } from './words.ts';

/** What keeps the list from being saved, and what becomes of changes. */
export function troubleText(trouble: StoreTrouble): string {
  switch (trouble) {
    case 'full':
      return t(
        'The disk is full. Changes to the task list are not saved. They are kept while this window is open.',
      );
    case 'readOnly':
      return t(
        'The task list is read-only. Changes to it are not saved. They are kept while this window is open.',
      );
    case 'failing':
      return t(
        'The task list cannot be written. Changes to it are not saved. They are kept while this window is open.',
      );
  }
}

/** Tells once that the list cannot be saved, and again only after it could. */
export function registerStoreTrouble(list: TaskList): Disposable {
  let isTold = false;
  return list.onDidChangeSaved(() => {
    const trouble = list.trouble();
    if (trouble !== undefined && !isTold) {
      void complain(troubleText(trouble));
    }
    isTold = trouble !== undefined;
  });
}
