// What the desktop build of VS Code plays, by its own word. It carries a smaller ffmpeg than browsers do: Vorbis, FLAC,
// H.264, VP8, WAV and MP3 were approved (microsoft/vscode #156558), and are what its releases are tested for, "MP4
// without AAC" among them (#180780); asked for AAC since, the answer stayed the same (#167685, #329811).
// This is a forecast for the words on the screen. Only playing shows what is true: VS Code in a browser has the codecs of
// that browser, and VP9 and AV1 have decoders of their own that some builds bring.

const playedVideo: ReadonlySet<string> = new Set(['H.264', 'VP8']);
/** Chromium has no decoder for these in any build. */
const neverPlayedVideo: ReadonlySet<string> = new Set([
  'H.263',
  'MPEG-2',
  'MPEG-4 Visual',
  'Motion JPEG',
  'ProRes',
  'VVC',
]);

/**
 * Whether VS Code plays a picture, by the name of its codec in a `VideoTrack`. `maybe`: not where VS Code's own word
 * counts, but some windows do (HEVC, AV1, VP9, and what we do not know).
 */
export function isLikelyPlayable(name: string): 'yes' | 'no' | 'maybe' {
  if (playedVideo.has(name)) {
    return 'yes';
  }
  return neverPlayedVideo.has(name) ? 'no' : 'maybe';
}
