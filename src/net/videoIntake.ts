import type { CopyProblem, PartFile, PartNote } from '../domain/copyPorts.ts';
import { fileExtension, sniff, sniffBytes } from '../domain/movie/sniff.ts';

/** Writes what comes in to a part. A new file is looked at first: until then the part stays as it is. */
export class VideoIntake {
  readonly #part: PartFile;
  readonly #note: PartNote;
  readonly #maxBytes: number;
  /** First bytes of a new file, not written yet. */
  #start: Uint8Array | undefined;

  /** `note` is what the answer says of the whole file; `isNew` is false for the rest of what is there. */
  constructor(part: PartFile, note: PartNote, isNew: boolean, maxBytes: number) {
    this.#part = part;
    this.#note = note;
    this.#maxBytes = maxBytes;
    this.#start = isNew ? new Uint8Array() : undefined;
  }

  /** What speaks against the file before any of it has come. */
  refuse(): CopyProblem | undefined {
    const { total = 0 } = this.#note;
    return total > this.#maxBytes ? { kind: 'tooLarge', bytes: total, limit: this.#maxBytes } : undefined;
  }

  async add(piece: Uint8Array): Promise<CopyProblem | undefined> {
    const bytes = (this.#start?.length ?? this.#part.bytes) + piece.length;
    if (bytes > this.#maxBytes) {
      return { kind: 'tooLarge', bytes, limit: this.#maxBytes };
    }
    if (this.#start === undefined) {
      return this.#part.write(piece);
    }
    this.#start = Buffer.concat([this.#start, piece]);
    return this.#start.length < sniffBytes ? undefined : this.#begin(this.#start);
  }

  /** The answer has ended as it should. */
  async end(): Promise<CopyProblem | undefined> {
    const { total } = this.#note;
    if (total !== undefined && total !== (this.#start?.length ?? this.#part.bytes)) {
      return this.broken();
    }
    return this.#start && this.#begin(this.#start);
  }

  /** The answer has ended too early. */
  broken(): CopyProblem {
    const { total } = this.#note;
    return { kind: 'interrupted', bytes: this.#part.bytes, ...(total !== undefined && { total }) };
  }

  async #begin(start: Uint8Array): Promise<CopyProblem | undefined> {
    this.#start = undefined;
    const found = sniff(start);
    return fileExtension(found) === undefined
      ? { kind: 'notVideo', found }
      : ((await this.#part.restart(this.#note)) ?? (await this.#part.write(start)));
  }
}
