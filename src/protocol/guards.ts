// Whatever crosses between panel and host is read from `unknown` on both sides.
import * as v from 'valibot';
import { type MessageToHost, type MessageToPanel, verbs } from './state.ts';

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));

const messageToHost: v.GenericSchema<unknown, MessageToHost> = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('verb'), verb: v.picklist(verbs) }),
  v.object({ type: v.literal('quality'), id }),
  v.object({
    type: v.literal('playbackFailed'),
    code: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
  }),
  v.object({ type: v.literal('watched') }),
]);

/** A message of the panel, or undefined for anything that is not one: such a message is dropped. */
export function readMessageToHost(value: unknown): MessageToHost | undefined {
  const read = v.safeParse(messageToHost, value);
  return read.success ? read.output : undefined;
}

// Lengths cut, shapes refuse: a text that is too long must not cost the person the whole panel.
const text = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((whole) => whole.slice(0, most)),
  );
const list = <T extends v.GenericSchema>(of: T, most: number) =>
  v.pipe(
    v.array(of),
    v.transform((all) => all.slice(0, most)),
  );
const label = text(500);
const body = text(8_000);
const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether a link may become the source of the video: `https`, or `http` on loopback. */
function isMediaUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && loopback.has(parsed.hostname));
}

const action = v.object({
  verb: v.picklist(verbs),
  label,
  icon: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/))),
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
  copyPrompt: label,
  linkExpires: label,
  linkExpired: label,
  noVideo: label,
  playbackFailed: label,
  playbackBlocked: label,
  jumpTo: label,
});

const messageToPanel: v.GenericSchema<unknown, MessageToPanel> = v.object({
  type: v.literal('state'),
  state: v.object({
    subject: v.pipe(v.string(), v.maxLength(2_000)),
    title: label,
    progress: v.exactOptional(
      v.object({ text: label, value: v.exactOptional(v.pipe(finite, v.toMinValue(0), v.toMaxValue(1))) }),
    ),
    video: v.exactOptional(
      v.object({
        id,
        url: v.pipe(v.string(), v.maxLength(8_192), v.check(isMediaUrl)),
        fps: v.exactOptional(positive),
        durationMs: v.exactOptional(positive),
        width: v.exactOptional(positive),
        height: v.exactOptional(positive),
      }),
    ),
    poster: v.exactOptional(v.pipe(v.string(), v.regex(/^data:image\/(?:gif|jpeg|png|webp);base64,/))),
    palette: v.exactOptional(list(v.pipe(v.string(), v.regex(/^#[\da-f]{6}$/i)), 25)),
    aspect: v.exactOptional(positive),
    qualities: list(v.object({ id, label, selected: v.boolean() }), 64),
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
    details: list(v.object({ label, value: body }), 100),
    linkExpiresAt: v.exactOptional(finite),
    checked: v.exactOptional(label),
    actions,
    playback: v.object({
      autoPlay: v.boolean(),
      loop: v.boolean(),
      muted: v.boolean(),
      captions: v.picklist(['list', 'overlay', 'both', 'off']),
    }),
    texts,
  }),
});

/** A message of the host, or undefined for anything that is not one. Texts and lists are cut to their limits. */
export function readMessageToPanel(value: unknown): MessageToPanel | undefined {
  const read = v.safeParse(messageToPanel, value);
  return read.success ? read.output : undefined;
}
