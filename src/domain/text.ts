/** Translates an English message; `{0}`, `{1}` ... take the arguments. */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;
