import { useCallback, useEffect, useState } from 'react';

/** A value that was shown and forgotten again is not kept on a screen that somebody left. */
const SHOWN_FOR = 10 * 60_000;

/** The value of a key while it is shown: in this component's memory only, gone with it or after ten minutes. */
export function useShownKey(onExpire: () => void) {
  const [value, setValue] = useState<string>();
  useEffect(() => {
    if (value === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setValue(undefined);
      onExpire();
    }, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [value, onExpire]);
  return {
    value,
    show: setValue,
    clear: useCallback(() => setValue(undefined), []),
  };
}
