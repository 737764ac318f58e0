// How files name their codecs, and how people do. Maps, not objects: the names come out of files, and `constructor`
// must not find anything.

/** Sample entries of MP4 and QuickTime (mp4ra.org/registered-types/sampleentries) and codec ids of Matroska (matroska.org). */
const videoNames: ReadonlyMap<string, string> = new Map([
  ['avc1', 'H.264'],
  ['avc3', 'H.264'],
  ['hvc1', 'HEVC'],
  ['hev1', 'HEVC'],
  ['dvh1', 'HEVC'],
  ['dvhe', 'HEVC'],
  ['vvc1', 'VVC'],
  ['vvi1', 'VVC'],
  ['av01', 'AV1'],
  ['vp08', 'VP8'],
  ['vp09', 'VP9'],
  ['mp4v', 'MPEG-4 Visual'],
  ['s263', 'H.263'],
  ['jpeg', 'Motion JPEG'],
  ['mjpa', 'Motion JPEG'],
  ['apch', 'ProRes'],
  ['apcn', 'ProRes'],
  ['apcs', 'ProRes'],
  ['apco', 'ProRes'],
  ['ap4h', 'ProRes'],
  ['ap4x', 'ProRes'],
  ['V_MPEG4/ISO/AVC', 'H.264'],
  ['V_MPEGH/ISO/HEVC', 'HEVC'],
  ['V_AV1', 'AV1'],
  ['V_VP8', 'VP8'],
  ['V_VP9', 'VP9'],
  ['V_MPEG4/ISO/ASP', 'MPEG-4 Visual'],
  ['V_MPEG2', 'MPEG-2'],
  ['V_MJPEG', 'Motion JPEG'],
  ['V_PRORES', 'ProRes'],
]);

const soundNames: ReadonlyMap<string, string> = new Map([
  ['mp4a', 'AAC'],
  ['ac-3', 'AC-3'],
  ['ec-3', 'E-AC-3'],
  ['ac-4', 'AC-4'],
  ['Opus', 'Opus'],
  ['fLaC', 'FLAC'],
  ['alac', 'Apple Lossless'],
  ['.mp3', 'MP3'],
  ['samr', 'AMR'],
  ['sawb', 'AMR'],
  ['dtsc', 'DTS'],
  ['dtse', 'DTS'],
  ['dtsh', 'DTS'],
  ['dtsl', 'DTS'],
  ['mlpa', 'TrueHD'],
  ['ipcm', 'PCM'],
  ['fpcm', 'PCM'],
  ['lpcm', 'PCM'],
  ['sowt', 'PCM'],
  ['twos', 'PCM'],
  ['in24', 'PCM'],
  ['in32', 'PCM'],
  ['fl32', 'PCM'],
  ['fl64', 'PCM'],
  ['A_AAC', 'AAC'],
  ['A_AC3', 'AC-3'],
  ['A_EAC3', 'E-AC-3'],
  ['A_OPUS', 'Opus'],
  ['A_VORBIS', 'Vorbis'],
  ['A_FLAC', 'FLAC'],
  ['A_ALAC', 'Apple Lossless'],
  ['A_MPEG/L3', 'MP3'],
  ['A_DTS', 'DTS'],
  ['A_TRUEHD', 'TrueHD'],
  ['A_PCM/INT/LIT', 'PCM'],
  ['A_PCM/INT/BIG', 'PCM'],
  ['A_PCM/FLOAT/IEEE', 'PCM'],
]);

/** What an `mp4a` entry holds, by the object type of its `esds` (mp4ra.org/registered-types/object-types). */
const objectTypeNames: ReadonlyMap<number, string> = new Map([
  [0x40, 'AAC'],
  [0x66, 'AAC'],
  [0x67, 'AAC'],
  [0x68, 'AAC'],
  [0x69, 'MP3'],
  [0x6b, 'MP3'],
  [0xa5, 'AC-3'],
  [0xa6, 'E-AC-3'],
  [0xa9, 'DTS'],
  [0xad, 'Opus'],
  [0xdd, 'Vorbis'],
]);

/** What people call a video codec; the codec itself where we know no name. */
export function videoName(codec: string): string {
  return videoNames.get(codec) ?? codec;
}

/** What people call a sound codec. `objectType` is that of the `esds`, which QuickTime files may lack: AAC then. */
export function soundName(codec: string, objectType?: number): string {
  const name = objectType === undefined ? soundNames.get(codec) : objectTypeNames.get(objectType);
  return name ?? codec;
}
