import { readUint } from './bytes.ts';
import { bodyOf, split, type PartHeader } from './parts.ts';

/** By channel configuration of AAC. 0 is described elsewhere. */
const aacChannels = [undefined, 1, 2, 3, 4, 5, 6, 8];

/** What an `esds` box says of an MPEG-4 sound. */
export interface ElementaryStream {
  /** What the sound is made of; NaN where the box does not say. */
  readonly objectType: number;
  /** Of AAC, by its decoder configuration. */
  readonly aacChannels?: number | undefined;
}

/** A descriptor of MPEG-4: a tag, then the length of what follows in up to four groups of seven bits. */
function readDescriptorHeader(view: DataView, offset: number): PartHeader {
  let headerLength = 1;
  let length = 0;
  for (let goesOn = true; goesOn && headerLength <= 4; headerLength += 1) {
    const byte = readUint(view, offset + headerLength, 1);
    length = length * 128 + (byte % 128);
    goesOn = byte >= 128;
  }
  return { name: String(readUint(view, offset, 1)), headerLength, length: headerLength + length };
}

function readAacChannels(config: DataView): number | undefined {
  const bits = readUint(config, 0, 2);
  const objectType = bits >>> 11;
  const rateIndex = (bits >>> 7) & 15;
  // These two values say that more bits follow, which moves everything behind them.
  return objectType === 31 || rateIndex === 15 ? undefined : aacChannels[(bits >>> 3) & 15];
}

/** Reads the body of an `esds` box: stream (3), in it decoder (4), in it its configuration (5). */
export function readEsds(body: DataView): ElementaryStream {
  const stream = bodyOf(split(body, readDescriptorHeader, 4), '3');
  const decoder = bodyOf(split(stream, readDescriptorHeader, 3), '4');
  const config = bodyOf(split(decoder, readDescriptorHeader, 13), '5');
  return { objectType: readUint(decoder, 0, 1), aacChannels: readAacChannels(config) };
}
