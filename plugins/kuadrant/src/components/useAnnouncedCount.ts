import { useEffect } from 'react';
import { useAnnounce } from './Announcer';

/** Says a list's length when an answer brings a new one. */
export function useAnnouncedCount(text: string | undefined): void {
  const announce = useAnnounce();
  useEffect(() => {
    if (text) {
      announce(text);
    }
  }, [announce, text]);
}
