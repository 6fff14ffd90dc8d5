import { useLayoutEffect, useRef } from 'react';
import { shortcuts } from '../app/preferences';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

/** Single keys: not while somebody types or a dialog is open, and not where the reader has switched them off. */
export function useKeys(keys: Keys, active = true): void {
  const current = useRef(keys);
  current.current = keys;
  // With what is on the screen, not after it: who sees a button may press its key.
  useLayoutEffect(() => {
    if (!active) {
      return;
    }
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const named = event.key.length > 1;
      if (!named && !shortcuts.get()) return;
      const target = event.target as HTMLElement;
      // Arrows choose among radio buttons.
      if (target.matches('input') && event.key.startsWith('Arrow')) return;
      const typing = target.closest(
        'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role="dialog"], [role="listbox"], [role="menu"]',
      );
      if (typing !== null && !(event.key === 'Escape' && target.closest('[role="dialog"]') === null)) return;
      // A button that has the focus is pressed by Enter; the list is not meant then.
      if (event.key === 'Enter' && target.closest('button, a') !== null) return;
      const act = current.current[event.key];
      if (act !== undefined) {
        event.preventDefault();
        act(event);
      }
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [active]);
}
