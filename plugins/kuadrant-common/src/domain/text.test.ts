/* eslint-disable no-script-url -- they are what is refused */
import { cleanObject } from './cleanObject';
import {
  isChatAddress,
  isEmailAddress,
  isGitAddress,
  isTechDocsRef,
  isWebAddress,
} from './links';
import { cleanText, isAllowedText, isLongerThan } from './text';

describe('texts of others', () => {
  it.each(['', 'a\tb\nc', 'Grüße 東京', 'שלום', '👩‍👩‍👧', 'a\u00a0b', '\ufffd'])(
    'may be %j',
    text => {
      expect(isAllowedText(text)).toBe(true);
      expect(cleanText(text)).toBe(text);
    },
  );

  it.each([
    ['a\u0000b', 'a\ufffdb'],
    ['a\u0003b', 'a\ufffdb'],
    ['a\u001bb', 'a\ufffdb'],
    ['a\u007fb', 'a\ufffdb'],
    ['a\u009bb', 'a\ufffdb'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a\u202eb\u202c', 'ab'],
    ['\u2066a\u2069', 'a'],
    ['a\u200eb\u200fc\u061cd', 'abcd'],
    ['a\ud83d', 'a\ufffd'],
    ['\ude00a', '\ufffda'],
  ])('may not be %j', (text, clean) => {
    expect(isAllowedText(text)).toBe(false);
    expect(cleanText(text)).toBe(clean);
    expect(isAllowedText(cleanText(text))).toBe(true);
  });

  it('are counted and cut in code points, so that no character is split', () => {
    const smiles = '😀'.repeat(5);
    expect(isLongerThan(smiles, 5)).toBe(false);
    expect(isLongerThan(smiles, 4)).toBe(true);
    expect(cleanText(smiles, 5)).toBe(smiles);
    expect(cleanText(smiles, 4)).toBe('😀😀😀…');
  });
});

describe('objects of others', () => {
  it('are cleaned and cut all over, and left as they are where they are clean', () => {
    const clean = {
      metadata: { name: 'a', annotations: { x: 'y' } },
      spec: { displayName: 'A', tags: ['b'], contact: { team: 'c' } },
      status: { conditions: [{ message: 'x'.repeat(3000) }] },
    };
    expect(cleanObject(clean)).toBe(clean);
    const dirty = {
      metadata: { name: 'a', annotations: { x: 'y\u0000' } },
      spec: {
        displayName: 'x'.repeat(201),
        description: 'x'.repeat(5001),
        tags: ['b\u202e'],
        contact: { team: '\u0007' },
        count: 3,
        none: null,
      },
      status: {
        conditions: [{ message: 'm\u0000' }],
        openapi: { raw: '\r\n' },
      },
    };
    const copy = structuredClone(dirty);
    expect(cleanObject(dirty)).toEqual({
      metadata: { name: 'a', annotations: { x: 'y\ufffd' } },
      spec: {
        displayName: `${'x'.repeat(199)}…`,
        description: `${'x'.repeat(4999)}…`,
        tags: ['b'],
        contact: { team: '\ufffd' },
        count: 3,
        none: null,
      },
      status: {
        conditions: [{ message: 'm\ufffd' }],
        openapi: { raw: '\n' },
      },
    });
    expect(dirty).toEqual(copy);
  });
});

describe('addresses of others', () => {
  const all = (check: (text: string) => boolean, texts: string[]) =>
    texts.filter(check);

  it('of the web are http or https', () => {
    const good = ['https://a.example/b?c#d', 'http://localhost:1', 'HTTPS://A'];
    const bad = [
      '',
      '/relative',
      'javascript:alert(1)',
      'java\nscript:alert(1)',
      ' https://a',
      'https://a b',
      'https://a\u202e',
      'data:text/html,x',
      'file:///etc/passwd',
      'https:',
      'vbscript:x',
    ];
    expect(all(isWebAddress, [...good, ...bad])).toEqual(good);
  });

  it('of repositories may be SSH too', () => {
    const good = [
      'https://github.com/a/b',
      'git@github.com:a/b.git',
      'ssh://git@github.com/a/b.git',
    ];
    const bad = [
      'javascript:alert(1)',
      'git@github.com:a/b;rm -rf',
      '-oProxyCommand=x@y:z',
      'x@-oProxyCommand=y:z',
      'ssh://',
      'ext::sh -c x',
      'file:///x',
    ];
    expect(all(isGitAddress, [...good, ...bad])).toEqual(good);
  });

  it('of mail are one mailbox', () => {
    const good = ['a@example.com', "o'neil+x_1@a-b.example", 'a@localhost'];
    const bad = [
      '',
      'a',
      'a@b.cc?body=x&bcc=evil@example.org',
      'a@b,c@d',
      'A <a@b.cc>',
      'a@b.cc%0Abcc:x',
      'a b@c',
      'a@b.cc\n',
      'a@-b',
      'mailto:a@b.cc',
    ];
    expect(all(isEmailAddress, [...good, ...bad])).toEqual(good);
  });

  it('of chats are channels or of the web', () => {
    const good = ['#toys', '#日本-1', 'https://acme.slack.com/x'];
    const bad = ['toys', '#', '# a', 'slack://x', 'javascript:x', '#a"onclick'];
    expect(all(isChatAddress, [...good, ...bad])).toEqual(good);
  });

  it('of TechDocs stay inside', () => {
    const good = ['dir:.', 'dir:docs/a', 'url:https://github.com/a/b/tree/x'];
    const bad = [
      '',
      'docs',
      'dir:',
      'dir:/etc',
      'dir:../..',
      'dir:a/../../b',
      'url:javascript:x',
      'url:file:///etc',
      'github:https://a',
      'javascript:x',
    ];
    expect(all(isTechDocsRef, [...good, ...bad])).toEqual(good);
  });
});
