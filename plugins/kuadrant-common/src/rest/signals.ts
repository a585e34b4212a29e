/**
 * Channel of Backstage's signals on which the portal tells that something changed.
 *
 * @public
 */
export const KUADRANT_SIGNAL_CHANNEL = 'kuadrant';

/**
 * What changed, so that a page that shows it can load it again. It says no more than that: who may see what is decided
 * by the REST API.
 *
 * @public
 */
export type KuadrantSignal = {
  changed: 'apiproducts' | 'apikeys' | 'requests';
};
