import type { KeyList } from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * Values to choose from, and the chosen one where it is none of them: an address may name what is gone.
 *
 * @param labelOf - how a value is shown, unless as it is
 */
export function optionsOf(
  values: string[] = [],
  chosen?: string,
  labelOf: (value: string) => string = value => value,
): { value: string; label: string }[] {
  const all =
    chosen === undefined || values.includes(chosen)
      ? values
      : [...values, chosen];
  return all.map(value => ({ value, label: labelOf(value) }));
}

/** Products to choose from, by `namespace/name`. */
export function productOptions(
  products: KeyList['choices']['products'] = [],
  chosen?: string,
): { value: string; label: string }[] {
  const names = new Map(
    products.map(({ namespace, name, displayName }) => [
      `${namespace}/${name}`,
      displayName,
    ]),
  );
  return optionsOf(
    [...names.keys()],
    chosen,
    value => names.get(value) ?? value,
  );
}
