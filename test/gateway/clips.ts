/** The clips a simulated task may end with. `sound` is `clip` with an AAC track, `ac3` with one that no VS Code can play. */
export type ClipName = 'ac3' | 'clip' | 'harbour' | 'forest' | 'sound' | 'portrait';

/** One clip: pixel size, length in seconds and frames, and the media names of everything made from it. */
export interface Clip {
  readonly width: number;
  readonly height: number;
  readonly durationSecs: number;
  readonly nFrames: number;
  /** Base64 of 5 x 5 RGB triples, as Luma's `palette.grid`. */
  readonly palette: string;
  readonly source: string;
  readonly md?: string;
  readonly ld?: string;
  readonly watermarked: string;
  readonly poster: string;
  /** The same poster under a name without extension, as image CDNs have it. */
  readonly barePoster: string;
  readonly lastFrame: string;
  readonly spritesheet?: string;
  readonly gif?: string;
}

const landscape = { width: 854, height: 480, durationSecs: 5, nFrames: 150 };

const auroraFiles = {
  md: 'clip-md.mp4',
  ld: 'clip-ld.mp4',
  watermarked: 'clip-watermarked.mp4',
  poster: 'poster.webp',
  barePoster: 'poster',
  lastFrame: 'last-frame.jpg',
  spritesheet: 'spritesheet.jpg',
  palette:
    'ER8+Dh86DSE5DB01DiE6HFVsF0JfHVhtHlRtJFt3KWB4KWJ3JlZvK0ppK0tpNlJqN1JqNlNrM1NrNlZuCRgkCRklCxsoChomECEv',
};

export const clips: Readonly<Record<ClipName, Clip>> = {
  clip: { ...landscape, ...auroraFiles, source: 'clip.mp4' },
  ac3: { ...landscape, ...auroraFiles, source: 'clip-ac3.mp4' },
  sound: { ...landscape, ...auroraFiles, source: 'clip-sound.mp4' },
  harbour: {
    ...landscape,
    source: 'harbour.mp4',
    watermarked: 'harbour.mp4',
    poster: 'harbour.webp',
    barePoster: 'harbour',
    lastFrame: 'harbour-last-frame.jpg',
    palette:
      'VD9tV0FuY0hxZ0pzW0NvtWRuu2lx0nt72YJ/t2dyzIlkz4tn5q135bWGx4ZmuXFYr25a3o9r7qV5vHNcYjhaZjtbfUtmj1huaT5f',
  },
  forest: {
    ...landscape,
    source: 'forest.mp4',
    watermarked: 'forest.mp4',
    poster: 'forest.webp',
    barePoster: 'forest',
    lastFrame: 'forest-last-frame.jpg',
    palette:
      'K1Q/Z5JmUXtYV3peM2FEeqlyoMSFdptvY4tjapNka51ni7Z4ha92bJhnjLZ2daJwlLuCdJxtc5tulrmCQWlNTXdXP2ZMRGxQT3dY',
  },
  portrait: {
    ...landscape,
    width: 352,
    height: 640,
    source: 'portrait.mp4',
    watermarked: 'portrait.mp4',
    poster: 'portrait.jpg',
    barePoster: 'portrait',
    lastFrame: 'portrait.jpg',
    gif: 'portrait.gif',
    palette:
      'MiJXPCpeUTxrUT1sPCpeYjt+fVGQ6M/K6c/JfVGQsF2LyHJ5xW2XxGyYuGOQ0XaJ1X+Ix3aDqF15hUNtOxs+RiBHSiJNRSFNPR5I',
  },
};
