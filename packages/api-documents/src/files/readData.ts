import { refuseUnusable } from '../kinds/unusable';
import { readJson, readYaml } from '../syntax';

/**
 * Reads a file in JSON or YAML that need not be a whole document.
 *
 * @throws DocumentError
 */
export function readData(text: string): unknown {
  refuseUnusable(text);
  return (/^\s*[{[]/.test(text) ? readJson(text) : readYaml(text)).value;
}
