export type { Call, SnippetWords } from './Call';
export { curl } from './curl';
export { go } from './go';
export { java } from './java';
export { javascript } from './javascript';
export { python } from './python';
