export { kuadrantApi } from './kuadrantApi';
export { kuadrantApiRef } from './kuadrantApiRef';
