/** Translates an English message; `{0}`, `{1}` ... take the arguments. */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;

/** The person's language. */
export interface Words {
  readonly t: Translate;
  /** BCP 47 tag for numbers and times, for example `zh-cn`. */
  readonly language: string;
}
