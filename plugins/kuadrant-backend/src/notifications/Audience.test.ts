import { Audience } from './Audience';

describe('the audience of signals', () => {
  it('is who read something of the kind within a day', () => {
    let now = 0;
    const audience = new Audience(() => now);
    audience.add('requests', 'user:default/a');
    audience.add('apiproducts', 'user:default/b');
    now = 20 * 3600 * 1000;
    audience.add('requests', 'user:default/c');
    expect(audience.of('requests')).toEqual([
      'user:default/a',
      'user:default/c',
    ]);
    now = 30 * 3600 * 1000;
    expect(audience.of('requests')).toEqual(['user:default/c']);
    expect(audience.of('apikeys')).toEqual([]);
  });

  it('holds nobody whom anonymous sockets pass for', () => {
    const audience = new Audience();
    audience.add('requests', 'user:default/guest');
    expect(audience.of('requests')).toEqual([]);
  });

  it('is bounded', () => {
    const audience = new Audience();
    for (let index = 0; index <= 10_000; index++) {
      audience.add('requests', `user:default/u${index}`);
    }
    expect(audience.of('requests')).toHaveLength(10_000);
    expect(audience.of('requests')).not.toContain('user:default/u0');
  });
});
