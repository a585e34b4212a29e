export {
  EntityKuadrantAccessCard,
  EntityKuadrantApiKeysContent,
  KuadrantPage,
  kuadrantPlugin,
} from './plugin';
