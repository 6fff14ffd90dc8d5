import { useLingui } from '@lingui/react';
import { Modal, TextInput, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { FindDocument } from '../app/documents';
import { language } from '../app/preferences';
import { signOut } from '../app/session';
import { may, takesCalls, usesServices, useViewer } from '../app/viewer';
import { queueName } from '../screens/desk/names';
import { QUEUES } from '../screens/desk/queues';
import { stateName } from '../shared/words';
import { recordNumber } from './numbers';
import css from './shell.module.css';

interface Option {
  key: string;
  kind: string;
  text: string;
  parts?: readonly { text: string; match: boolean }[];
  act: () => void;
}

const PAUSE_MS = 180;

/** Ctrl-K: to a number, to what a few words find, or to an action. */
export function Palette(props: { opened: boolean; open: (opened: boolean) => void; onHelp: () => void }) {
  const { i18n } = useLingui();
  const { opened, open } = props;
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !event.isComposing) {
        event.preventDefault();
        open(true);
      }
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [open]);
  return (
    <Modal.Root opened={opened} onClose={() => open(false)} size="lg" yOffset="12vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={i18n._('Go to…')}>
        <Modal.Body>{opened && <Finder close={() => open(false)} onHelp={props.onHelp} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Finder({ close, onHelp }: { close: () => void; onHelp: () => void }) {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const viewer = useViewer();
  const { setColorScheme } = useMantineColorScheme();
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  // At once: what is typed after Ctrl-K must not be taken for single keys.
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => setQuery(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const [{ data, fetching }] = useQuery({
    query: FindDocument,
    variables: { query },
    pause: query.length < 2,
    requestPolicy: 'network-only',
  });

  const toIncident = (number: string) =>
    void navigate({
      to: usesServices(viewer) ? '/portal/$number' : '/incidents/$number',
      params: { number },
      search: {},
    });
  const toChange = (number: string) => void navigate({ to: '/changes/$number', params: { number }, search: {} });
  const number = recordNumber(text);
  const actions: Option[] = [
    ...(usesServices(viewer)
      ? [
          {
            key: 'portal',
            kind: i18n._('Action'),
            text: i18n._('Ask for help'),
            act: () => void navigate({ to: '/portal', search: {} }),
          },
        ]
      : []),
    ...(usesServices(viewer) ? [] : QUEUES).map((queue) => ({
      key: queue,
      kind: i18n._('Queue'),
      text: queueName(i18n, queue),
      act: () => void navigate({ to: '/desk/$queue', params: { queue }, search: {} }),
    })),
    ...(takesCalls(viewer)
      ? [
          {
            key: 'calls',
            kind: i18n._('Action'),
            text: i18n._('Take a call'),
            act: () => void navigate({ to: '/calls' }),
          },
        ]
      : []),
    ...(may(viewer, 'approval.decide')
      ? [
          {
            key: 'approvals',
            kind: i18n._('Queue'),
            text: i18n._('My approvals'),
            act: () => void navigate({ to: '/approvals', search: {} }),
          },
        ]
      : []),
    ...(may(viewer, 'change.read')
      ? [
          {
            key: 'changes',
            kind: i18n._('Queue'),
            text: i18n._('Changes'),
            act: () => void navigate({ to: '/changes', search: {} }),
          },
          {
            key: 'calendar',
            kind: i18n._('Queue'),
            text: i18n._('Calendar'),
            act: () => void navigate({ to: '/calendar', search: {} }),
          },
        ]
      : []),
    { key: 'light', kind: i18n._('Theme'), text: i18n._('Light'), act: () => setColorScheme('light') },
    { key: 'dark', kind: i18n._('Theme'), text: i18n._('Dark'), act: () => setColorScheme('dark') },
    { key: 'system', kind: i18n._('Theme'), text: i18n._('System'), act: () => setColorScheme('auto') },
    { key: 'en', kind: i18n._('Language'), text: 'English', act: () => language.set('en') },
    { key: 'zh', kind: i18n._('Language'), text: '中文', act: () => language.set('zh') },
    { key: 'help', kind: i18n._('Action'), text: i18n._('Keyboard shortcuts'), act: onHelp },
    { key: 'out', kind: i18n._('Action'), text: i18n._('Sign out'), act: () => void signOut() },
  ];
  const wanted = text.trim().toLowerCase();
  const options: Option[] = [
    ...(number === null
      ? []
      : [
          {
            key: 'number',
            kind: number.kind === 'change' ? i18n._('Change') : i18n._('Incident'),
            text: number.number,
            act: () => (number.kind === 'change' ? toChange(number.number) : toIncident(number.number)),
          },
        ]),
    ...actions.filter((option) => `${option.kind} ${option.text}`.toLowerCase().includes(wanted)),
    ...(query.length < 2 ? [] : (data?.search.nodes ?? [])).map((found) => ({
      key: found.id,
      kind: found.number ?? i18n._('Incident'),
      text: `${found.title}${found.state ? ` · ${stateName(i18n, found.state)}` : ''}`,
      parts: found.titleParts,
      act: () => {
        const to = found.number ?? found.id;
        if (to.startsWith('CHG')) toChange(to);
        else toIncident(to);
      },
    })),
  ];
  const chosen = Math.min(at, options.length - 1);

  const take = (option: Option | undefined) => {
    if (option) {
      close();
      option.act();
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setAt((chosen + by + options.length) % Math.max(options.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(options[chosen]);
    }
  };
  return (
    <>
      <TextInput
        ref={input}
        data-autofocus
        variant="unstyled"
        size="md"
        role="combobox"
        aria-label={i18n._('Number, words or an action')}
        placeholder={i18n._('Number, words or an action')}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={options.length === 0 ? undefined : `${list}-${chosen}`}
        value={text}
        maxLength={200}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {options.length === 0 ? (
        <p role="status">
          {fetching || query !== text.trim()
            ? i18n._('Searching…')
            : i18n._('Nothing is found. Try a number or other words.')}
        </p>
      ) : (
        <div role="listbox" id={list} aria-label={i18n._('Go to…')} className={css.found} tabIndex={-1}>
          {options.map((option, index) => (
            <div
              key={option.key}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === chosen}
              className={css.option}
              onMouseMove={() => setAt(index)}
              onClick={() => take(option)}
            >
              <span className={css.optionKind}>{option.kind}</span>
              <span className="one-line">{option.parts ? <Marked parts={option.parts} /> : option.text}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}

/** A text with the words that were found in it. */
function Marked({ parts }: { parts: readonly { text: string; match: boolean }[] }) {
  let at = 0;
  return parts.map((part) => {
    at += part.text.length;
    return part.match ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>;
  });
}
