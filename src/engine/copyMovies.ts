import type { CopyFile, CopyFiles } from '../domain/copyPorts.ts';
import type { Movie } from '../domain/movie/movie.ts';

interface Known {
  readonly keptAt: number;
  readonly movie: Promise<Movie | undefined>;
}

/** What the copies say of themselves, read once each. */
export class CopyMovies {
  readonly #files: Pick<CopyFiles, 'movie'>;
  readonly #known = new Map<string, Known>();

  constructor(files: Pick<CopyFiles, 'movie'>) {
    this.#files = files;
  }

  get(copy: CopyFile): Promise<Movie | undefined> {
    const known = this.#known.get(copy.name);
    if (known?.keptAt === copy.keptAt) {
      return known.movie;
    }
    const movie = this.#files.movie(copy);
    this.#known.set(copy.name, { keptAt: copy.keptAt, movie });
    return movie;
  }
}
