import { useCallback } from 'react';
import { errorCode, errorMessage, isUnanswered } from '../api/errors';
import { useKuadrantTranslation, type KuadrantTranslate } from '../translation';

/**
 * Tells errors in the language of the app: by the sentence of the error's code where the language has one, else in the
 * server's own words. A call that got no answer is told as that.
 */
export function useErrorText(): (error: unknown) => string {
  const { t } = useKuadrantTranslation();
  return useCallback((error: unknown) => errorText(error, t), [t]);
}

/** {@link useErrorText} with the texts given. */
export function errorText(error: unknown, t: KuadrantTranslate): string {
  if (isUnanswered(error)) {
    return t('error.offline');
  }
  const code = errorCode(error);
  return (code && t(`errorCode.${code}`)) || errorMessage(error);
}
