import { appLanguageApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { PortalError } from '../../dev/PortalInMemory';
import { useErrorText } from './useErrorText';

function textOf(error: unknown, language: string): string {
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <TestApiProvider
      apis={[
        mockApis.error(),
        mockApis.translation(),
        [
          appLanguageApiRef,
          { getLanguage: () => ({ language }) } as typeof appLanguageApiRef.T,
        ],
      ]}
    >
      {children}
    </TestApiProvider>
  );
  const { result } = renderHook(() => useErrorText(), { wrapper });
  return result.current(error);
}

const error = (code?: string) =>
  new PortalError(409, 'Jane decided on toystore.', { code });

it.each([
  ['en', 'alreadyDecided', 'Jane decided on toystore.'],
  ['en-GB', 'alreadyDecided', 'Jane decided on toystore.'],
  ['de', 'alreadyDecided', 'Somebody else has already decided.'],
  ['de', 'newerThanThisPage', 'Jane decided on toystore.'],
  ['de', undefined, 'Jane decided on toystore.'],
  ['de', 'toString', 'Jane decided on toystore.'],
])('in %s, an error with code %s reads %j', (language, code, expected) => {
  expect(textOf(error(code), language)).toBe(expected);
});

it('says that no answer came when fetch failed', () => {
  expect(textOf(new TypeError('Failed to fetch'), 'en')).toBe(
    'The portal did not answer. Check your connection.',
  );
});
