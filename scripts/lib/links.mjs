import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const withoutCode = text =>
  text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');

/** The anchors that a page's headings have, as GitHub and MkDocs make them. */
export function anchorsOf(text) {
  return new Set(
    [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)].map(
      ([, title]) =>
        title
          .toLowerCase()
          .replace(/`/g, '')
          .replace(/[^\p{L}\p{N}\s_-]/gu, '')
          .trim()
          .replace(/\s+/g, '-'),
    ),
  );
}

/** The links of a page, without those in code. */
export function linksOf(text) {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, target]) => target,
  );
}

/**
 * The links of a page that lead nowhere inside of this repository, each as a sentence. Others' addresses are not
 * followed.
 *
 * @param {string} file
 * @param {{root: string, repository: string}} options - `repository` is the address of this one, as links to it begin
 */
export function brokenLinks(file, { root, repository }) {
  return linksOf(readFileSync(file, 'utf8')).flatMap(target => {
    const own = target.startsWith(`${repository}/blob/main/`);
    if (/^[a-z]+:/.test(target) && !own) {
      return [];
    }
    const [place, anchor] = (
      own ? target.slice(`${repository}/blob/main/`.length) : target
    ).split('#');
    const destination = place
      ? path.resolve(own ? root : path.dirname(file), decodeURIComponent(place))
      : file;
    const from = path.relative(root, file);
    if (!existsSync(destination)) {
      return [`${from}: ${target} does not exist`];
    }
    const isPage =
      destination.endsWith('.md') && statSync(destination).isFile();
    return anchor &&
      isPage &&
      !anchorsOf(readFileSync(destination, 'utf8')).has(anchor)
      ? [`${from}: ${target} names no heading`]
      : [];
  });
}
