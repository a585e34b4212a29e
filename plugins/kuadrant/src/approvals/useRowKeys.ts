import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState, type KeyboardEvent } from 'react';
import { requestKey, reviewButtonId } from './requestKey';
import type { Selection } from './useSelection';

const isField = (target: EventTarget) =>
  target instanceof HTMLElement &&
  target.matches('textarea, select, input:not([type="checkbox"])');

/** Keys that work while the focus is inside of the list: they move, select and open, and never decide. */
export function useRowKeys(options: {
  rows: RequestView[];
  selection: Selection;
  onOpen: (request: RequestView) => void;
}) {
  const { rows, selection, onOpen } = options;
  const [help, setHelp] = useState(false);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (
      isField(event.target) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.nativeEvent.isComposing
    ) {
      return;
    }
    const key = (event.target as HTMLElement)
      .closest('[data-row]')
      ?.getAttribute('data-row');
    const index = rows.findIndex(row => requestKey(row) === key);
    const current = rows[index];
    const focus = (row: RequestView | undefined) =>
      row && document.getElementById(reviewButtonId(requestKey(row)))?.focus();
    const handle = () => {
      switch (event.key) {
        case 'ArrowDown':
        case 'j':
          if (event.shiftKey && current) {
            selection.add([current, ...rows.slice(index + 1, index + 2)]);
          }
          focus(rows[index + 1]);
          return true;
        case 'ArrowUp':
        case 'k':
          focus(rows[Math.max(index - 1, 0)]);
          return true;
        case 'x':
          if (current) {
            selection.toggle(current);
          }
          return true;
        case 'a':
        case 'r':
          if (current) {
            onOpen(current);
          }
          return true;
        case '?':
          setHelp(!help);
          return true;
        default:
          return false;
      }
    };
    if (handle()) {
      event.preventDefault();
    }
  };
  return { onKeyDown, help };
}
