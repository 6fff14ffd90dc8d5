import { useLingui } from '@lingui/react';
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from 'react';
import look from './calls.module.css';

const PAUSE_MS = 150;

/** What was typed, once nothing was for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** A field and what is found for what is typed there: arrows and Enter, and on with the next field. */
export function Combo<T extends { id: string }>(props: {
  name: string;
  label: string;
  placeholder: string;
  error: string | undefined;
  required?: boolean;
  input: Ref<HTMLInputElement>;
  text: string;
  setText: (text: string) => void;
  /** What there is for the text; without a text what suggests itself. */
  options: readonly T[];
  searching: boolean;
  nothing: string;
  line: (option: T) => ReactNode;
  take: (option: T) => void;
}) {
  const { i18n } = useLingui();
  const { text, options, searching, take } = props;
  const list = useId();
  const [focused, setFocused] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const [hurried, setHurried] = useState(false);
  const typed = text.trim() !== '';
  const open = focused && (typed || options.length > 0);
  // What suggests itself is only taken by who goes there; of what was searched for the first is meant.
  const chosen = Math.min(at ?? (typed ? 0 : -1), options.length - 1);

  useEffect(() => {
    if (!hurried || searching) return;
    setHurried(false);
    // Enter came before the answer: it means the only one, of several none.
    const [only, ...others] = options;
    if (only !== undefined && others.length === 0) take(only);
  }, [hurried, searching, options, take]);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setAt(Math.max(0, Math.min(options.length - 1, chosen + by)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = options[chosen];
      if (searching) setHurried(true);
      else if (option !== undefined) take(option);
    } else if (event.key === 'Escape' && typed) {
      event.preventDefault();
      event.stopPropagation();
      props.setText('');
      setAt(null);
      setHurried(false);
    }
  };
  return (
    <div className={look.combo}>
      <TextInput
        ref={props.input}
        size="xs"
        name={props.name}
        label={props.label}
        placeholder={props.placeholder}
        withAsterisk={props.required}
        error={props.error}
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-activedescendant={open && chosen >= 0 && !searching ? `${list}-${chosen}` : undefined}
        value={text}
        maxLength={200}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          setHurried(false);
        }}
        onChange={(event) => {
          props.setText(event.currentTarget.value);
          setAt(null);
          setHurried(false);
        }}
        onKeyDown={press}
      />
      {open && (
        <div className={look.found}>
          <div
            role="listbox"
            id={list}
            aria-label={props.label}
            aria-busy={searching}
            tabIndex={-1}
            // The field keeps the focus when something is clicked here.
            onMouseDown={(event) => event.preventDefault()}
          >
            {options.map((option, index) => (
              <div
                key={option.id}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={look.option}
                onMouseMove={() => setAt(index)}
                onClick={() => take(option)}
              >
                {props.line(option)}
              </div>
            ))}
          </div>
          {(searching || options.length === 0) && (
            <p role="status" className={look.soft}>
              {searching ? i18n._('Searching…') : props.nothing}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
