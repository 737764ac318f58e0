import type { SimulatedTask } from './tasks.ts';

/** Ids of the built-in providers that the demo stands in for. */
export type DemoProvider = 'elkapi-sora' | 'elkapi-luma' | 'cometapi-sora' | 'sora-relay' | 'unified';

const minuteMs = 60_000;

/** Tasks in every state; the storyboards and captions of a 5 s clip change at frame 75, that is at 2.5 s. */
export const demoTasks: readonly { readonly provider: DemoProvider; readonly task: SimulatedTask }[] = [
  {
    provider: 'elkapi-sora',
    task: {
      id: 'task_01m7ht1ar0f8wr6n0zt4yhx5ac',
      format: 'relay',
      title: 'Northern Lights over the Ridge',
      prompt:
        'Northern lights drifting over a snowy ridge, seen from a dark pine forest, slow sideways camera',
      model: 'turbo',
      seed: 968194097,
      clip: 'clip',
      ageMs: 42 * minuteMs,
      timeline: { queuedMs: 24_000, runningMs: 131_000 },
      storyboard: {
        '0': 'Green curtains of light hang over a snow-covered ridge. A line of dark pines stands in the foreground.',
        '75': 'The camera glides on to the right while a violet band unfolds above the mountain.',
      },
      captions: {
        '0': 'wide-angle night shot in a cool palette of deep blue, teal and slate. two luminous green curtains of aurora sweep across the upper half of the frame in slow waves, their lower edges bright and crisp, their rays fading upward into a clear sky with scattered stars. beneath them a snow-capped ridge rises on the right, its slopes softened by haze, with darker hills layered in front. a jagged line of pine trees fills the bottom of the frame in near silhouette. the camera moves sideways at an even, unhurried pace, and the nearer trees slide past faster than the distant peaks, giving the scene a quiet sense of depth.',
        '75': 'the wide-angle shot continues without a cut. the green curtains have drifted apart and a violet band now unfolds between them above the highest peak, pulsing gently. the light grows a little stronger and picks out the snow along the ridge, while the valleys keep their blue-grey haze. the line of pines in the foreground goes on gliding to the left as the camera travels, each pointed crown clearly drawn against the paler hills. the stars stay fixed and sharp. the mood is calm and spacious, with the slow movement of the light as the only event in the frame.',
      },
    },
  },
  {
    provider: 'cometapi-sora',
    task: {
      id: 'task_01m7ht5854xe4p1m7c0gj2kdnw',
      format: 'relay',
      title: 'Harbour at the End of the Day',
      prompt:
        'Sailing boats leave a small harbour at sunset, warm light on the water, flat illustration style',
      seed: 2417730561,
      clip: 'harbour',
      ageMs: 95 * minuteMs,
      timeline: { queuedMs: 41_000, runningMs: 158_000 },
      storyboard: {
        '0': 'A sailing boat crosses a calm harbour while the sun touches the hills.',
        '75': 'Gulls pass overhead and the reflection of the sun breaks into bands on the water.',
      },
      captions: {
        '0': 'wide, level shot of a calm harbour at sunset in a flat illustration style. the sky runs from indigo at the top through rose and orange to a pale gold at the horizon, where a large sun rests on a line of low hills. small blocks of a town stand left and right with a few lit windows. a sailing boat with a dark hull and warm, translucent sails moves slowly to the right in the foreground, and two smaller boats lie farther out. the water mirrors the sky in soft horizontal ripples, brightest in a column below the sun.',
        '75': 'the same level shot goes on as the boat draws closer to the path of light. four gulls cross the upper left of the frame with easy wing beats, dark against the violet sky. the reflection of the sun breaks into shimmering bands that widen toward the viewer, and long ripples in plum and copper roll through the foreground. the hulls rock gently, leaving blurred shadows beneath them. the light stays warm and even, and the composition remains balanced and still, with an unhurried, end-of-day mood.',
      },
    },
  },
  {
    provider: 'elkapi-luma',
    task: {
      id: '3f9d1c6e-52b8-4a07-9e64-c1d7a80b25f3',
      format: 'luma',
      prompt: 'Morning light falls through a misty forest',
      clip: 'forest',
      ageMs: 26 * minuteMs,
      timeline: { queuedMs: 9_000, runningMs: 84_000 },
    },
  },
  {
    provider: 'sora-relay',
    task: {
      id: 'task_01m7htb2460m8hzt3qy6n1bpec',
      format: 'relay',
      title: 'Light through the Beech Wood',
      prompt: 'Shafts of morning light in a beech wood, thin mist between the trunks, fireflies fading out',
      seed: 53120884,
      clip: 'forest',
      timeline: { queuedMs: 5_000, runningMs: 15_000 },
      storyboard: {
        '0': 'The camera floats between tall trunks while shafts of light reach through the canopy.',
        '75': 'The mist thins out and the last fireflies fade.',
      },
      captions: {
        '0': 'medium-wide shot inside a tall beech wood in the early morning. trunks stand in five overlapping layers, dark green in front and pale yellow-green in the distance, where they dissolve in mist. broad shafts of light fan out from the upper right and lie across the bark in soft diagonal bands. the camera drifts to the right at walking pace, so that the nearest trunks pass quickly and the farthest hardly move. tiny fireflies glow and dim at different heights above the forest floor.',
        '75': 'the drifting shot continues. the mist along the ground grows thinner and the more distant trunks become clearer, their branches crossing in fine lines against the bright clearing. the shafts of light widen and turn slightly as the canopy stirs. a few last fireflies rise and fade. the palette stays within greens and pale gold, the contrast gentle, the atmosphere fresh and quiet.',
      },
    },
  },
  {
    provider: 'unified',
    task: {
      id: 'sora-2:task_01m7htjrn6a9nq2c5xw8rmt0hz',
      format: 'unified',
      title: 'Balloon over the Dunes',
      prompt: 'A striped balloon rises over violet dunes in front of a full moon, vertical video',
      clip: 'portrait',
      timeline: { queuedMs: 10_000, runningMs: 35_000 },
    },
  },
  {
    provider: 'elkapi-luma',
    task: {
      id: 'a7e40b92-1d35-4c8f-b6e9-0f52d3c9784b',
      format: 'luma',
      prompt: 'Boats in a harbour at dusk',
      clip: 'harbour',
      timeline: { queuedMs: 20_000, runningMs: 70_000 },
    },
  },
  {
    provider: 'cometapi-sora',
    task: {
      id: 'task_01m7htwbr46bt0jr4zs1ehm9qk',
      format: 'relay',
      title: 'Concert Crowd',
      prompt: 'A famous singer waves to the crowd at the end of a stadium concert',
      timeline: { queuedMs: 5_000, runningMs: 25_000 },
      outcome: 'failed',
      failReason:
        'This request was blocked by moderation: it may show the likeness of a real person. Change the prompt and try again.',
    },
  },
  {
    provider: 'elkapi-sora',
    task: {
      id: 'task_01m7hv7vd05xc7gq9w2fzp4ymr',
      format: 'relay',
      title: 'Paper City',
      prompt: 'A city made of folded paper unfolds street by street, stop motion, soft daylight',
      timeline: { queuedMs: 30 * minuteMs, runningMs: 10 * minuteMs },
      storyboard: {
        '0': 'A blank sheet lies on a table.',
        '75': 'Streets and towers fold up out of the sheet.',
      },
    },
  },
  {
    provider: 'unified',
    task: {
      id: 'sora-2:task_01m7hvn7kt3rm8ye0t5bqnz7wd',
      format: 'unified',
      title: 'Night Flight',
      prompt: 'A hot-air balloon drifts past the moon, quiet and slow',
      clip: 'portrait',
      ageMs: 18 * minuteMs,
      timeline: { queuedMs: 12_000, runningMs: 143_000 },
    },
  },
];
