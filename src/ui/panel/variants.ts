import type { Variant } from '../../domain/media.ts';
import { plainText } from '../../domain/plainText.ts';
import type { TaskDetails } from '../../domain/task.ts';
import type { VariantChoice } from '../../protocol/state.ts';
import { t } from '../words.ts';

const idOf = (index: number): string => `variant-${index}`;

/** The chosen result of a task, or the first one. */
export function chosenVariant(
  details: TaskDetails | undefined,
  wish: string | undefined,
): { readonly id: string; readonly index: number; readonly variant: Variant } | undefined {
  const variants = details?.variants ?? [];
  const index = Math.max(
    0,
    variants.findIndex((_, at) => idOf(at) === wish),
  );
  const variant = variants[index];
  return variant && { id: idOf(index), index, variant };
}

/** The results to choose from; none when there is one at most. `posters` holds images by their links. */
export function variantChoices(
  details: TaskDetails | undefined,
  selected: string | undefined,
  posters: ReadonlyMap<string, string>,
): readonly VariantChoice[] {
  const variants = details?.variants ?? [];
  return variants.length < 2
    ? []
    : variants.map(({ title, thumbnail }, index) => {
        const poster = posters.get(thumbnail ?? '');
        const id = idOf(index);
        return {
          id,
          label: title === undefined ? t('Variant {0}', index + 1) : plainText(title, 80),
          selected: id === selected,
          ...(poster !== undefined && { poster }),
        };
      });
}
