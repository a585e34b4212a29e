import type { KeyPlacement } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantTranslate } from '../translation';

/** Where a key goes in a call, in words. */
export function placementText(
  placement: KeyPlacement,
  t: KuadrantTranslate,
): string {
  if (placement.in === 'header') {
    return t('call.header', {
      name: placement.name,
      value: placement.prefix ? `${placement.prefix} <key>` : '<key>',
    });
  }
  return t(placement.in === 'query' ? 'call.query' : 'call.cookie', {
    name: placement.name,
  });
}
