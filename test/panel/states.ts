import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CopyState, PanelState } from '../../src/protocol/state.ts';
import { texts } from './texts.ts';

const media = join(import.meta.dirname, '..', 'gateway', 'media');

/** An image of the gateway as the host sends it. */
export function dataUrl(name: string): string {
  const type = name.endsWith('.webp') ? 'webp' : 'jpeg';
  return `data:image/${type};base64,${readFileSync(join(media, name)).toString('base64')}`;
}

export const captions = [
  { startMs: 0, endMs: 1_000, text: 'A red kite rises over the beach. Two children hold the string.' },
  { startMs: 1_000, endMs: 2_500, text: 'The camera follows the kite into the clouds.' },
  { startMs: 2_500, endMs: 4_000, text: 'From above, the shore becomes a thin bright line.' },
  { startMs: 4_000, endMs: 5_000, text: 'The kite turns and falls back toward the sea.' },
];

/** As long as the scene descriptions of Sora answers are. */
export const longCaptions = captions.map((caption) => ({
  ...caption,
  text: `${caption.text} ${'The light is warm and low, the sand is wet, and the wind pulls at everything. '.repeat(6)}`,
}));

export const variants = ['poster.webp', 'harbour.webp', 'forest.webp'].map((poster, index) => ({
  id: String(index + 1),
  label: `Variant ${index + 1}`,
  poster: dataUrl(poster),
  selected: index === 0,
}));

/** A finished task with everything, playing from the harness. */
export function finished(origin: string, change: Partial<PanelState> = {}): PanelState {
  return {
    subject: 'elkapi/task_01jhjp54x0f759wceyasz6xrge',
    title: 'A red kite over the beach',
    summary: 'Finished · ElkAPI (Sora) · turbo · 854×480 · 5 s',
    video: {
      id: 'source',
      url: `${origin}/clip.mp4`,
      fps: 30,
      durationMs: 5_000,
      width: 854,
      height: 480,
    },
    aspect: 854 / 480,
    qualities: [
      { id: 'source', name: 'source', size: '854×480', label: 'source · 854×480 · 273 KB', selected: true },
      { id: 'md', name: 'medium', size: '640×360', label: 'medium · 640×360 · 119 KB', selected: false },
      { id: 'ld', name: 'low', size: '426×240', label: 'low · 426×240 · 54 KB', selected: false },
    ],
    notices: [],
    prompt:
      'A red kite rises over a wide beach in the late afternoon, two children hold the string, then the camera ' +
      'follows the kite into the clouds and looks back down at the shore.',
    captions,
    storyboard: [
      { startMs: 0, endMs: 2_500, text: 'A red kite rises over a wide beach.' },
      { startMs: 2_500, endMs: 5_000, text: 'The camera looks back down at the shore.' },
    ],
    details: [
      { label: 'Task ID', value: 'task_01jhjp54x0f759wceyasz6xrge' },
      { label: 'Provider', value: 'ElkAPI (Sora)' },
      { label: 'Model', value: 'turbo' },
      { label: 'Seed', value: '3298534883328123457' },
      { label: 'Size', value: '854×480, 30 frames per second' },
      { label: 'Created', value: '14 Jan 2025, 16:16' },
      { label: 'Took', value: '55 s' },
    ],
    timeline: [],
    variants: [],
    hasAnswer: false,
    checked: 'Checked 12 s ago',
    actions: [
      { verb: 'saveVideo', label: 'Save Video As...', icon: 'save' },
      { verb: 'exportBundle', label: 'Export Bundle...', icon: 'export' },
      { verb: 'saveCaptions', label: 'Save Captions...', icon: 'list-unordered', isCompact: true },
      { verb: 'compare', label: 'Compare...', icon: 'diff', isCompact: true },
      { verb: 'copyLink', label: 'Copy Video Link', icon: 'link', isCompact: true },
      { verb: 'openInBrowser', label: 'Open in Browser', icon: 'link-external', isCompact: true },
      { verb: 'copyId', label: 'Copy Task ID', icon: 'copy', isCompact: true },
      { verb: 'showRaw', label: 'Show Raw Response', icon: 'json', isCompact: true },
      { verb: 'newWindow', label: 'Move into New Window', icon: 'empty-window', isCompact: true },
      { verb: 'checkNow', label: 'Check Now', icon: 'refresh', isCompact: true },
    ],
    playback: { autoPlay: false, loop: true, muted: false, captions: 'list' },
    texts,
    ...change,
  };
}

export const downloading: CopyState = {
  text: 'Downloading · 1.2 of 4.0 MB',
  value: 0.3,
  actions: [{ verb: 'cancelCopy', label: 'Cancel', icon: 'close' }],
};

export const kept: CopyState = {
  text: 'Local copy · 4.0 MB',
  actions: [{ verb: 'removeCopy', label: 'Remove the Copy', icon: 'trash', isCompact: true }],
};

/** A finished task with all that a panel can show of one. */
export function full(origin: string, change: Partial<PanelState> = {}): PanelState {
  return finished(origin, {
    variants,
    copy: downloading,
    timeline: [
      { label: 'Queued', at: '14 Jan 2025, 16:16:02', lasted: '41s' },
      { label: 'Running', at: '14 Jan 2025, 16:16:43', lasted: '2m 31s' },
      { label: 'Finished', at: '14 Jan 2025, 16:19:14' },
    ],
    hasAnswer: true,
    ...change,
  });
}

/** A result whose sound this VS Code cannot play. */
export function silent(origin: string): PanelState {
  return finished(origin, {
    notices: [
      {
        tone: 'info',
        title: 'This video has AAC sound, which VS Code cannot play. The picture plays without sound.',
        actions: [
          { verb: 'openDefaultPlayer', label: 'Open in Default Player' },
          { verb: 'saveVideo', label: 'Save Video As...' },
          { verb: 'hideSoundNotice', label: "Don't Show Again", icon: 'close', isCompact: true },
        ],
      },
    ],
    noSound: 'No sound: AAC is not supported here',
  });
}

/** Two results to compare, the left one of them. */
export function left(origin: string, change: Partial<PanelState> = {}): PanelState {
  return full(origin, {
    details: [
      { label: 'Model', value: 'turbo' },
      { label: 'Seed', value: '3298534883328123457', differs: true },
      { label: 'Size', value: '854×480, 30 frames per second', differs: true },
    ],
    ...change,
  });
}

/** The right one, without what only the left one has. */
export function right(origin: string, change: Partial<PanelState> = {}): PanelState {
  return finished(origin, {
    subject: 'elkapi/task_01jhjp54x0f759wceyasz6right',
    title: 'A forest in the morning',
    summary: 'Finished · Comet (Sora) · turbo · 854×480 · 5 s',
    video: { id: 'right', url: `${origin}/forest.mp4`, fps: 30 },
    captions: [],
    details: [
      { label: 'Model', value: 'turbo' },
      { label: 'Seed', value: '7', differs: true },
      { label: 'Size', value: '640×360, 24 frames per second', differs: true },
      { label: 'Took', value: '41 s', differs: true },
    ],
    ...change,
  });
}

/** The same task without what only a result has. */
function unfinished(change: Partial<PanelState>): PanelState {
  const { video, ...rest } = finished('https://example.com');
  return { ...rest, qualities: [], captions: [], storyboard: [], ...change };
}

export const running = unfinished({
  summary: 'Running · ElkAPI (Sora) · turbo · 854×480 · 5 s',
  progress: { text: 'Running, 62 % · 2 min 10 s', value: 0.62 },
  palette: [
    ['#1d3557', '#27496d', '#2f5d8a', '#3a6ea5', '#4b7fb3'],
    ['#2a4d69', '#4b86b4', '#6ba3c9', '#86b8d6', '#9cc7e0'],
    ['#5c7f8f', '#e07a5f', '#e6906f', '#b9c9cf', '#cfdbe0'],
    ['#c9b79c', '#d6c5a8', '#e0d1b6', '#e8dcc6', '#efe6d5'],
    ['#a68a64', '#b89b74', '#c8ad87', '#d6be9b', '#e2cfb0'],
  ].flat(),
  notices: [],
});

export const failed = unfinished({
  summary: 'Failed · ElkAPI (Sora) · turbo',
  notices: [
    {
      tone: 'error',
      title: 'The request was refused by the content filter.',
      text: 'ElkAPI (Sora): This request may violate our content policies. (code: moderation_blocked)',
      actions: [
        { verb: 'showRaw', label: 'Show Raw Response' },
        { verb: 'copyId', label: 'Copy Task ID' },
      ],
    },
  ],
});

export const linkExpired = unfinished({
  poster: dataUrl('poster.webp'),
  captions,
  notices: [
    {
      tone: 'warning',
      title: 'The video link has expired.',
      text: 'The video itself may still be there: ask ElkAPI (Sora) for a new link.',
      actions: [{ verb: 'checkNow', label: 'Get a New Link', icon: 'refresh' }],
    },
  ],
  linkExpiresAt: 0,
});

/** What the provider has deleted: there is nothing to press, and nothing to see. */
export const gone = unfinished({
  notices: [
    {
      tone: 'warning',
      title: 'ElkAPI (Sora) no longer stores this video. It was finished 12 days ago.',
      actions: [],
    },
  ],
});

export const noVideo = unfinished({
  summary: 'Queued · ElkAPI (Sora)',
  details: [{ label: 'Task ID', value: 'task_01jhjp54x0f759wceyasz6xrge' }],
  checked: 'Checked just now',
});
