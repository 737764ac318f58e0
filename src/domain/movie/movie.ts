/** The picture of a video file. */
export interface VideoTrack {
  /** As the file has it: four characters in MP4 (`avc1`), a codec id in WebM (`V_VP9`). Printable ASCII. */
  readonly codec: string;
  /** For people: `H.264`, `HEVC`; the codec itself where we know no name. */
  readonly name: string;
  /** Pixels, after the turn by 90 degrees that the file may ask for. */
  readonly width?: number;
  readonly height?: number;
  /** Frames per second: 30000 / 1001 is kept as that number. Of a variable rate, the most frequent one. */
  readonly fps?: number;
  readonly frameCount?: number;
}

/** The sound of a video file. */
export interface SoundTrack {
  /** As the file has it: `mp4a`, `A_OPUS`. Printable ASCII. */
  readonly codec: string;
  /** For people: `AAC`, `AC-3`; the codec itself where we know no name. */
  readonly name: string;
  readonly channels?: number;
  /** Hz. */
  readonly sampleRate?: number;
}

/** What a video file says of itself. At least one of the tracks is there. */
export interface Movie {
  readonly durationMs?: number;
  readonly video?: VideoTrack;
  /** Absent when there is no sound track, or one without a single sample. */
  readonly audio?: SoundTrack;
}

/** More channels and more Hz are not believed. */
export const maxChannels = 64;
export const maxSampleRate = 768_000;
