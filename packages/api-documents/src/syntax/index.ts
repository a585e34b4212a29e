export { readJson, type ReadData } from './readJson';
export { readYaml } from './readYaml';
export { at, tooDeep } from './limits';
export { TOKENS } from './tokens';
