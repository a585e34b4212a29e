/**
 * API products as entities of the catalog.
 *
 * @packageDocumentation
 */
export {
  catalogModuleKuadrant,
  catalogModuleKuadrant as default,
} from './module';
