// Whatever crosses between panel and host is read from `unknown` on both sides.
import * as v from 'valibot';
import { present } from '../domain/json.ts';
import { isLoopback } from '../domain/mediaUrl.ts';
import { id, subject } from './names.ts';
import { type MessageToHost, type MessageToPanel, type PanelState, verbs } from './state.ts';

const side = v.picklist([0, 1]);

const messageToHost: v.GenericSchema<unknown, MessageToHost> = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('verb'), verb: v.picklist(verbs), side: v.exactOptional(side) }),
  v.object({ type: v.literal('quality'), id }),
  v.object({ type: v.literal('variant'), id }),
  v.object({ type: v.literal('answer') }),
  v.object({ type: v.literal('sound'), isDecoded: v.boolean() }),
  v.object({
    type: v.literal('playbackFailed'),
    code: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
    id,
    side,
  }),
  v.object({ type: v.literal('watched') }),
]);

/** A message of the panel, or undefined for anything that is not one: such a message is dropped. */
export function readMessageToHost(value: unknown): MessageToHost | undefined {
  const read = v.safeParse(messageToHost, value);
  return read.success ? read.output : undefined;
}

// Lengths cut, and what cannot be used is left out: it must not cost the person the whole panel.
const text = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((whole) => whole.slice(0, most)),
  );
const list = <T>(of: v.GenericSchema<unknown, T>, most: number) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((all) =>
      all
        .map((each) => v.safeParse(of, each))
        .flatMap(({ success, output }) => (success ? [output] : []))
        .slice(0, most),
    ),
  );
const part = <T>(of: v.GenericSchema<unknown, T>) => v.exactOptional(v.fallback(v.optional(of), undefined));
const label = text(500);
const body = text(8_000);
const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));

/** Whether a link may become the source of the video: `https`, or `http` on loopback. */
function isMediaUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname));
}

const action = v.object({
  verb: v.picklist(verbs),
  label,
  icon: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/))),
  isCompact: v.exactOptional(v.boolean()),
});
const actions = list(action, 20);
const cues = list(v.object({ startMs: finite, endMs: finite, text: text(2_000) }), 2_000);

const texts = v.object({
  play: label,
  pause: label,
  previousFrame: label,
  nextFrame: label,
  position: label,
  positionValue: label,
  overlay: label,
  mute: label,
  unmute: label,
  repeat: label,
  speed: label,
  fullScreen: label,
  quality: label,
  prompt: label,
  captions: label,
  scenes: label,
  storyboard: label,
  details: label,
  tabs: label,
  copyPrompt: label,
  linkExpires: label,
  linkExpired: label,
  noVideo: label,
  playbackFailed: label,
  playbackBlocked: label,
  jumpTo: label,
  variants: label,
  timeline: label,
  lasted: label,
  answer: label,
  answerCut: label,
  search: label,
  noMatches: label,
  matches: label,
  nextMatch: label,
  previousMatch: label,
  noSeeking: label,
  frame: label,
  keys: label,
  close: label,
  keyMap: list(v.object({ keys: label, does: label }), 40),
  swapSides: label,
  offset: label,
  differs: label,
  tryAgain: label,
  rateAssumed: label,
});

const image = v.pipe(v.string(), v.regex(/^data:image\/(?:gif|jpeg|png|webp);base64,/));
const fraction = v.pipe(finite, v.toMinValue(0), v.toMaxValue(1));

const colour = v.pipe(v.string(), v.regex(/^#[\da-f]{6}$/i));

const state: v.GenericSchema<unknown, PanelState> = v.pipe(
  v.object({
    subject,
    title: label,
    progress: part(
      v.object({ text: label, value: v.exactOptional(fraction), actions: v.exactOptional(actions) }),
    ),
    video: part(
      v.object({
        id,
        url: v.pipe(v.string(), v.maxLength(8_192), v.check(isMediaUrl)),
        fps: v.exactOptional(positive),
        durationMs: v.exactOptional(positive),
        width: v.exactOptional(positive),
        height: v.exactOptional(positive),
        local: v.exactOptional(v.boolean()),
      }),
    ),
    poster: part(image),
    palette: part(v.pipe(v.array(colour), v.maxLength(25))),
    aspect: part(positive),
    qualities: list(
      v.object({ id, name: label, size: v.exactOptional(label), label, selected: v.boolean() }),
      64,
    ),
    notices: list(
      v.object({
        tone: v.picklist(['info', 'warning', 'error']),
        title: label,
        text: v.exactOptional(body),
        actions,
      }),
      20,
    ),
    summary: label,
    prompt: v.exactOptional(body),
    captions: cues,
    storyboard: cues,
    captionsNote: v.exactOptional(label),
    details: list(v.object({ label, value: body, differs: v.exactOptional(v.boolean()) }), 100),
    timeline: list(v.object({ label, at: label, lasted: v.exactOptional(label) }), 100),
    variants: list(v.object({ id, label, poster: v.exactOptional(image), selected: v.boolean() }), 16),
    copy: part(v.object({ text: label, value: v.exactOptional(fraction), actions })),
    hasAnswer: v.boolean(),
    noSound: v.exactOptional(label),
    linkExpiresAt: part(finite),
    checkedAt: part(finite),
    checked: v.exactOptional(label),
    actions,
    playback: v.object({
      autoPlay: v.boolean(),
      play: v.exactOptional(v.boolean()),
      loop: v.boolean(),
      muted: v.boolean(),
      captions: v.picklist(['list', 'overlay', 'both', 'off']),
    }),
    texts,
  }),
  v.transform(present),
);

const messageToPanel: v.GenericSchema<unknown, MessageToPanel> = v.variant('type', [
  v.object({ type: v.literal('state'), state, beside: v.exactOptional(state) }),
  v.object({ type: v.literal('answer'), subject, text: text(256_000), isCut: v.boolean() }),
]);

/** A message of the host, or undefined for anything that is not one. Texts and lists are cut to their limits, parts that cannot be used are left out. */
export function readMessageToPanel(value: unknown): MessageToPanel | undefined {
  const read = v.safeParse(messageToPanel, value);
  return read.success ? read.output : undefined;
}
