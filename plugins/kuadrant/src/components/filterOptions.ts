import type { KeyList } from '@kuadrant/backstage-plugin-kuadrant-common';

/** The values, and the chosen one where it is none of them: an address may name what is gone. */
export function withChosen(
  values: string[],
  chosen: string | undefined,
): string[] {
  return chosen === undefined || values.includes(chosen)
    ? values
    : [...values, chosen];
}

/** Products to choose from, by `namespace/name`. */
export function productOptions(
  products: KeyList['choices']['products'],
  chosen: string | undefined,
): { value: string; label: string }[] {
  const names = new Map(
    products.map(({ namespace, name, displayName }) => [
      `${namespace}/${name}`,
      displayName,
    ]),
  );
  return withChosen([...names.keys()], chosen).map(value => ({
    value,
    label: names.get(value) ?? value,
  }));
}
