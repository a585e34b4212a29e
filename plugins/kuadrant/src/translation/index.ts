export { kuadrantTranslationRef } from './ref';
export {
  useKuadrantTranslation,
  type KuadrantTranslate,
} from './useKuadrantTranslation';
