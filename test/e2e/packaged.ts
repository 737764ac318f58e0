import { packageExtension } from '../../scripts/package.ts';

/** The extension as it ships, packed once for all files of this suite. */
export const packaged: readonly string[] = [await packageExtension()];
