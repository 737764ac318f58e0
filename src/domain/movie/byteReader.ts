/** A file, wherever it is. `read` may give fewer bytes than asked for, and may reject. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** No more than this is read of one file, bytes. The tables of two hours of video fit. */
export const maxReadBytes = 4 * 1024 * 1024;

const windowBytes = 4096;

/** Reads a file within a budget. Headers lie close together: each read brings a few KB, and what follows is served from them. */
export class ByteReader {
  readonly size: number;
  readonly #source: ByteSource;
  #left = maxReadBytes;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array();

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size > 0 ? source.size : 0;
  }

  /** Exactly these bytes; undefined when the source does not give them or the budget does not allow them. */
  async view(offset: number, length: number): Promise<DataView | undefined> {
    if (offset < this.#start || offset + length > this.#start + this.#bytes.length) {
      const wanted = Math.max(length, Math.min(windowBytes, this.size - offset, this.#left));
      if (wanted > this.#left) {
        return undefined;
      }
      this.#left -= wanted;
      try {
        this.#bytes = await this.#source.read(offset, wanted);
      } catch {
        return undefined;
      }
      this.#start = offset;
    }
    const { buffer, byteOffset, length: available } = this.#bytes;
    const at = offset - this.#start;
    return at + length <= available ? new DataView(buffer, byteOffset + at, length) : undefined;
  }
}
