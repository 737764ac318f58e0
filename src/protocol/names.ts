// The names by which panel and host know things.
import * as v from 'valibot';

/** Names a file, a video or a variant. */
export const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));

/** Names what is shown, a file among it: a path has 4,096 bytes at most, each of which takes up to three characters. */
export const subject = v.pipe(v.string(), v.maxLength(16_384));
