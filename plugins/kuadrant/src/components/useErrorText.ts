import { useCallback } from 'react';
import { errorCode, errorMessage, isUnanswered } from '../api/errors';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

/**
 * Tells errors in the language of the app. The server writes English, which names the object and the remedy; in any
 * other language the sentence of the error's code is shown. A call that got no answer is told as that.
 */
export function useErrorText(): (error: unknown) => string {
  const { t } = useKuadrantTranslation();
  const { language } = useFormat();
  return useCallback(
    (error: unknown) => {
      if (isUnanswered(error)) {
        return t('error.offline');
      }
      const code = errorCode(error);
      return code && !/^en\b/.test(language)
        ? t(`errorCode.${code}`)
        : errorMessage(error);
    },
    [language, t],
  );
}
