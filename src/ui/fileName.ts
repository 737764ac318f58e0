import type { Uri } from 'vscode';

/** The last part of a file's path. */
export function fileName(uri: Uri): string {
  return uri.path.split('/').at(-1) ?? '';
}
