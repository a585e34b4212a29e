export { kuadrantTranslationsModule } from './module';
export { kuadrantTranslationRef } from './ref';
export { kuadrantTranslations } from './resource';
export {
  useKuadrantTranslation,
  type KuadrantTranslate,
} from './useKuadrantTranslation';
