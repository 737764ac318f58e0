/** Every fixed text of the panel. `{0}` takes a value. */
export interface PanelTexts {
  readonly play: string;
  readonly pause: string;
  readonly previousFrame: string;
  readonly nextFrame: string;
  readonly position: string;
  /** "{0} of {1} seconds" */
  readonly positionValue: string;
  readonly overlay: string;
  readonly mute: string;
  readonly unmute: string;
  readonly repeat: string;
  readonly speed: string;
  readonly fullScreen: string;
  readonly quality: string;
  readonly prompt: string;
  readonly captions: string;
  /** Name of the caption list when its texts are long. */
  readonly scenes: string;
  readonly storyboard: string;
  readonly details: string;
  /** Name of the choice that stands for the tabs where there is no room for them. */
  readonly tabs: string;
  readonly copyPrompt: string;
  /** "Link expires in {0}" */
  readonly linkExpires: string;
  readonly linkExpired: string;
  readonly noVideo: string;
  readonly playbackFailed: string;
  readonly playbackBlocked: string;
  readonly jumpTo: string;
  readonly variants: string;
  readonly timeline: string;
  /** "took {0}" */
  readonly lasted: string;
  readonly answer: string;
  /** The answer is cut after its first part. */
  readonly answerCut: string;
  readonly search: string;
  readonly noMatches: string;
  /** "{0} of {1}" */
  readonly matches: string;
  readonly nextMatch: string;
  readonly previousMatch: string;
  /** Why a position cannot be reached yet. */
  readonly noSeeking: string;
  /** "frame {0}" */
  readonly frame: string;
  /** Title of the list of keys. */
  readonly keys: string;
  readonly close: string;
  /** The keys and what they do, in order. */
  readonly keyMap: readonly { readonly keys: string; readonly does: string }[];
  readonly swapSides: string;
  /** How far the right video runs ahead, in seconds. */
  readonly offset: string;
  readonly differs: string;
  readonly tryAgain: string;
  /** Of steps from frame to frame that are counted at 30 a second. */
  readonly rateAssumed: string;
}
