import { isAllowedText } from './text';

const WEB = ['http:', 'https:'];
// user@host:path, as Git writes SSH addresses: https://git-scm.com/docs/git-clone#_git_urls
const SCP_FORM = /^\w[\w.-]*@\w[\w.-]*:[\w.~/+-]+$/;
// One mailbox without anything that a mailto: address, a header or HTML gives a meaning to.
const EMAIL =
  /^[\w.!#$'*+/=^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
const CHANNEL = /^#[\p{L}\p{N}_-]{1,80}$/u;
const TECHDOCS_FOLDER = /^dir:[\w./-]+$/;

/**
 * Whether a text is an absolute http or https address, and so safe to be a link.
 *
 * @public
 */
export function isWebAddress(text: string): boolean {
  return (
    !/\s/.test(text) &&
    isAllowedText(text) &&
    URL.canParse(text) &&
    WEB.includes(new URL(text).protocol)
  );
}

/**
 * Whether a text is the address of a Git repository: http, https or ssh, or the short form `git@host:path`.
 *
 * @public
 */
export function isGitAddress(text: string): boolean {
  return (
    isWebAddress(text) ||
    SCP_FORM.test(text) ||
    (/^ssh:\/\/\S+$/.test(text) && isAllowedText(text) && URL.canParse(text))
  );
}

/**
 * Whether a text is one plain e-mail address, without a name, parameters (`?body=`) or a second address.
 *
 * @public
 */
export function isEmailAddress(text: string): boolean {
  return EMAIL.test(text);
}

/**
 * Whether a text leads to a chat: an http or https address, or a channel such as `#toys`.
 *
 * @public
 */
export function isChatAddress(text: string): boolean {
  return isWebAddress(text) || CHANNEL.test(text);
}

/**
 * Whether a text is a reference to documentation as TechDocs reads it: `url:` with an http or https address, or `dir:`
 * with a relative path that stays inside its repository.
 *
 * @see https://backstage.io/docs/features/software-catalog/well-known-annotations#backstageiotechdocs-ref
 * @public
 */
export function isTechDocsRef(text: string): boolean {
  if (text.startsWith('url:')) {
    return isWebAddress(text.slice('url:'.length));
  }
  const path = text.slice('dir:'.length);
  return (
    TECHDOCS_FOLDER.test(text) &&
    !path.startsWith('/') &&
    !path.split('/').includes('..')
  );
}
