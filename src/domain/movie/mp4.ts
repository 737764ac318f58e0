import { present } from '../json.ts';
import { readCount, readSeconds } from '../numbers.ts';
import { boxAt, boxes, readBoxHeader, readClock } from './boxes.ts';
import type { ByteReader } from './byteReader.ts';
import { readUint } from './bytes.ts';
import { addFragment, readDefaults } from './fragment.ts';
import type { Movie } from './movie.ts';
import { walk } from './parts.ts';
import { readTrack, type Track } from './track.ts';

/** A duration in 32 bits that says that none is known. */
const unknownDuration = 2 ** 32 - 1;

/** What `moov` says, before any fragment. */
interface Header {
  readonly tracks: readonly Track[];
  /** Seconds; NaN when it does not say. */
  readonly seconds: number;
  readonly isFragmented: boolean;
  /** Ticks of a sample by track id, for fragments that do not say. */
  readonly defaults: ReadonlyMap<number, number>;
}

function readHeader(body: DataView): Header {
  const parts = boxes(body);
  const { timescale, duration } = readClock(boxAt(body, 'mvhd'));
  const extent = boxAt(body, 'mvex', 'mehd');
  const isFragmented = parts.some(({ name }) => name === 'mvex');
  const ticks = isFragmented ? readUint(extent, 4, readUint(extent, 0, 1) === 1 ? 8 : 4) : duration;
  return {
    tracks: parts.filter(({ name }) => name === 'trak').map((part) => readTrack(part.body)),
    seconds: ticks === unknownDuration ? Number.NaN : ticks / timescale,
    isFragmented,
    defaults: readDefaults(body),
  };
}

/** The movie of all that was read. `isWhole`: no fragment is missing, so that sums over all samples are true. */
function assemble({ tracks, seconds }: Header, isWhole: boolean, size: number): Movie | undefined {
  const picture = tracks.find(({ video }) => video !== undefined);
  const sound = tracks.find(
    (track) => track.sound !== undefined && (track.durations.samples > 0 || !isWhole),
  );
  const longest = Math.max(...tracks.map(({ durations, timescale }) => durations.ticks / timescale));
  if (picture === undefined && sound === undefined) {
    return undefined;
  }
  return present({
    durationMs: readSeconds(seconds) ?? (isWhole ? readSeconds(longest) : undefined),
    video: picture?.video && {
      ...picture.video,
      ...present({
        fps: picture.durations.rate(picture.timescale),
        // A frame takes a byte at least: a count above the size of the file is made up.
        frameCount: isWhole ? readCount(picture.durations.samples, size) : undefined,
      }),
    },
    audio: sound?.sound,
  });
}

/** Reads an MP4 or QuickTime file, its `moov` box anywhere, its samples in one piece or in fragments. */
export async function readMp4(reader: ByteReader): Promise<Movie | undefined> {
  let header: Header | undefined;
  let end = 0;
  for await (const part of walk(reader, readBoxHeader, 0)) {
    if (part.name === (header === undefined ? 'moov' : 'moof')) {
      const body = await part.load();
      if (body === undefined) {
        break;
      }
      if (header === undefined) {
        header = readHeader(body);
      } else {
        addFragment(body, header.tracks, header.defaults);
      }
    }
    end = part.end;
    if (header?.isFragmented === false) {
      break;
    }
  }
  return header && assemble(header, !header.isFragmented || end === reader.size, reader.size);
}
