import {
  createContext,
  useCallback,
  useContext,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { makeStyles } from '@material-ui/core/styles';

const AnnouncerContext = createContext<(text: string) => void>(() => {});

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Text that only assistive technology meets. */
export function VisuallyHidden(props: { children: ReactNode; id?: string }) {
  return <span className={useStyles().hidden} {...props} />;
}

/** Offers one polite live region to everything inside. The region is there before any text is put into it. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [text, setText] = useState('');
  const marker = useRef(false);
  const announce = useCallback((next: string) => {
    // A text that does not change is not read again: every other one gets an invisible mark.
    marker.current = !marker.current;
    setText(marker.current ? next : `${next}\u200b`);
  }, []);
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <span role="status" className={useStyles().hidden}>
        {text}
      </span>
    </AnnouncerContext.Provider>
  );
}

/** Says something politely through the screen reader, for example "312 products". */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnouncerContext);
}
