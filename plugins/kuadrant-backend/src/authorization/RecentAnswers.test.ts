import { RecentAnswers } from './RecentAnswers';

describe('answers of a moment ago', () => {
  let now = 0;
  const asked: string[] = [];
  const ask = (keys: string[]) => async (indexes: number[]) => {
    const missing = indexes.map(index => keys[index]);
    asked.push(missing.join(' '));
    if (missing.includes('broken')) {
      throw new Error('away');
    }
    return missing.map(key => `${key} at ${now}`);
  };
  const get = (answers: RecentAnswers<string>, ...keys: string[]) =>
    answers.getAll(keys, ask(keys));

  beforeEach(() => {
    now = 0;
    asked.length = 0;
  });

  it('are used until they are too old, and the others asked for together', async () => {
    const answers = new RecentAnswers<string>({
      maxAgeMs: 100,
      now: () => now,
    });
    const [first, second] = await Promise.all([
      get(answers, 'a', 'b'),
      get(answers, 'b', 'c'),
    ]);
    expect(first).toEqual(['a at 0', 'b at 0']);
    expect(second).toEqual(['b at 0', 'c at 0']);
    now = 99;
    expect(await get(answers, 'd', 'a', 'e')).toEqual([
      'd at 99',
      'a at 0',
      'e at 99',
    ]);
    now = 100;
    expect(await get(answers, 'a', 'd')).toEqual(['a at 100', 'd at 99']);
    expect(asked).toEqual(['a b', 'c', 'd e', 'a']);
  });

  it('are asked for each time where none may be used again', async () => {
    const answers = new RecentAnswers<string>({ maxAgeMs: 0, now: () => now });
    await get(answers, 'a');
    await get(answers, 'a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('are not remembered where asking failed', async () => {
    const answers = new RecentAnswers<string>({
      maxAgeMs: 100,
      now: () => now,
    });
    await expect(get(answers, 'broken', 'a')).rejects.toThrow('away');
    expect(await get(answers, 'a')).toEqual(['a at 0']);
  });
});
