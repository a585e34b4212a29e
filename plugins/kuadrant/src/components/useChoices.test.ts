import { renderHook } from '@testing-library/react';
import { useChoices } from './useChoices';
import type { ListState } from './useListState';

const listOf = (...choices: string[]) => ({ choices });

function choicesWith(options: {
  chosen: Record<string, string>;
  whole?: { choices: string[] };
}) {
  const useList = jest.fn((_query: object, _options: { enabled: boolean }) => ({
    data: options.whole,
  }));
  const state = { q: 'stock', filters: options.chosen } as ListState<string>;
  const { result } = renderHook(() =>
    useChoices(useList, {
      query: {},
      state,
      filters: ['product', 'planTier'],
      shown: listOf('gold'),
    }),
  );
  return { choices: result.current, asked: useList.mock.calls.at(-1) };
}

describe('useChoices', () => {
  it('are those of the list as it is shown, and nothing else is asked for, until one is chosen', () => {
    // what an earlier choice has left of the whole list is not shown any longer
    const { choices, asked } = choicesWith({
      chosen: { status: 'Approved' },
      whole: listOf('gold', 'silver'),
    });
    expect(choices).toEqual(['gold']);
    expect(asked).toEqual([{ q: 'stock', limit: 1 }, { enabled: false }]);
  });

  it('are those of the whole list, with its search, once one is chosen and they have come', () => {
    const chosen = { planTier: 'gold' };
    const whole = listOf('gold', 'silver');
    expect(choicesWith({ chosen, whole })).toEqual({
      choices: ['gold', 'silver'],
      asked: [{ q: 'stock', limit: 1 }, { enabled: true }],
    });
    expect(choicesWith({ chosen }).choices).toEqual(['gold']);
  });
});
