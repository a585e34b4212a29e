import type { Config } from '@backstage/config';

/** Type of the location of our entities. */
const LOCATION_TYPE = 'kuadrant';

type Allowed = string | { kind: string; 'spec.type'?: string };

/**
 * Why the catalog drops entities of products. It drops what `catalog.rules` does not allow, and logs it nowhere.
 *
 * @returns a sentence with the remedy; undefined where products are allowed
 */
export function catalogRulesProblem(rootConfig: Config): string | undefined {
  const rules = rootConfig.getOptionalConfigArray('catalog.rules');
  if (!rules) {
    return undefined;
  }
  const allowed = rules
    .filter(rule => {
      const locations = rule.getOptionalConfigArray('locations');
      return (
        !locations ||
        locations.some(
          location => location.getOptionalString('type') === LOCATION_TYPE,
        )
      );
    })
    .flatMap(rule => rule.getOptional<Allowed[]>('allow') ?? [])
    .map(allow => (typeof allow === 'string' ? { kind: allow } : allow))
    .filter(({ kind }) => kind.toLowerCase() === 'api');
  if (allowed.length === 0) {
    return 'catalog.rules does not allow the kind API, so the catalog drops all API products. Add API to the allow list of a rule.';
  }
  const types = allowed.map(each => each['spec.type']);
  return types.every(type => type !== undefined)
    ? `catalog.rules allows the kind API only with the spec.type ${types.join(', ')}, so the catalog drops API products with documents of other types. Add API without spec.type to the allow list of a rule.`
    : undefined;
}
