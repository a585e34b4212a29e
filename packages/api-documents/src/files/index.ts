export { bundleFiles } from './bundleFiles';
export { filesIn } from './references';
export { readData } from './readData';
