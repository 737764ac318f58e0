import { constants } from 'node:fs';
import type { Movie } from '../domain/movie/movie.ts';
import { openPlain } from './copyDisk.ts';

/** What a video file on the disk says of itself; undefined when it does not say so, or cannot be read. */
export async function readLocalMovie(path: string): Promise<Movie | undefined> {
  const handle = await openPlain(path, constants.O_RDONLY);
  if (handle === undefined) {
    return undefined;
  }
  try {
    // What reads videos is a file of its own, see scripts/build: nothing of it is needed when VS Code starts.
    const { readMovie } = await import('../domain/movie/readMovie.ts');
    const { size } = await handle.stat();
    return await readMovie({
      size,
      read: async (offset, length) => {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await handle.close();
  }
}
