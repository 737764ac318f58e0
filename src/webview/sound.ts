import type { Player } from './player.ts';
import type { Host } from './vscodeApi.ts';

/** This much must have been played before silence means that nothing can be decoded. Seconds. */
const enough = 1;

function playedSeconds({ played }: HTMLVideoElement): number {
  return Array.from({ length: played.length }, (_, index) => played.end(index) - played.start(index)).reduce(
    (total, part) => total + part,
    0,
  );
}

/** Bytes of sound decoded so far, also when muted; undefined in a browser that does not tell. */
function decodedBytes(video: HTMLVideoElement): number | undefined {
  const bytes: unknown = Reflect.get(video, 'webkitAudioDecodedByteCount');
  return typeof bytes === 'number' ? bytes : undefined;
}

/** Tells the host, once per file, whether any sound was decoded. */
export function reportSound(player: Player, host: Host): void {
  const state: { reported?: string } = {};
  const { video } = player;
  player.changed(() => {
    const { loadedUrl } = player;
    const bytes = decodedBytes(video);
    // Of a shorter file most of it; the length is NaN until it is known.
    const isEnough = playedSeconds(video) >= Math.min(enough, video.duration * 0.9);
    if (loadedUrl !== undefined && bytes !== undefined && loadedUrl !== state.reported && isEnough) {
      state.reported = loadedUrl;
      host.post({ type: 'sound', isDecoded: bytes > 0 });
    }
  });
}
