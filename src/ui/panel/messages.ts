import { readMessageToHost } from '../../protocol/guards.ts';
import type { MessageToHost, Verb } from '../../protocol/state.ts';
import type { PanelChoice } from './choice.ts';

export type PlaybackFailure = Extract<MessageToHost, { type: 'playbackFailed' }>;

/** What a panel does with what its page says. */
export interface PanelHands {
  ready(): void;
  choose(choice: Partial<PanelChoice>): void;
  /** The page wants to show the last answer. */
  answer(): void;
  watched(): void;
  failed(failure: PlaybackFailure): void;
  /** `side`: 1 is the right one of a comparison. */
  perform(verb: Verb, side: 0 | 1): void;
}

function act(message: MessageToHost, hands: PanelHands): void {
  switch (message.type) {
    case 'ready':
      return hands.ready();
    case 'quality':
      return hands.choose({ quality: message.id, isSilent: false });
    case 'variant':
      return hands.choose({ variant: message.id, isSilent: false });
    case 'sound':
      return hands.choose({ isSilent: !message.isDecoded });
    case 'answer':
      return hands.answer();
    case 'watched':
      return hands.watched();
    case 'playbackFailed':
      return hands.failed(message);
    case 'verb':
      return hands.perform(message.verb, message.side ?? 0);
  }
}

/** Hears what a page says; anything that is no message of ours is dropped, and so is what a page says that is not `ready`. */
export function hear(value: unknown, { isReady }: { readonly isReady: boolean }, hands: PanelHands): void {
  const message = readMessageToHost(value);
  if (message !== undefined && (isReady || message.type === 'ready')) {
    act(message, hands);
  }
}
