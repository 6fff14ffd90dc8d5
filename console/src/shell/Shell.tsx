import { useLingui } from '@lingui/react';
import { Popover, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { live, reachable } from '../app/client';
import { useCounts, useWaiting } from '../app/counts';
import { type Language, language, shortcuts } from '../app/preferences';
import { session, signIn, signOut } from '../app/session';
import { settings } from '../app/settings';
import { useStore } from '../app/store';
import { may, takesCalls, usesServices, useViewer } from '../app/viewer';
import { queueName } from '../screens/desk/names';
import { QUEUES } from '../screens/desk/queues';
import { useKeys } from '../shared/keys';
import { shortTime } from '../shared/time';
import { Help } from './Help';
import { Palette } from './Palette';
import css from './shell.module.css';

/** What is around every screen. */
export function Shell() {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const counts = useCounts(viewer);
  const waiting = useWaiting(viewer);
  const changing = may(viewer, 'change.read');
  const calling = takesCalls(viewer);
  const asking = usesServices(viewer);
  const deciding = may(viewer, 'approval.decide');
  // Everybody may be asked to approve something. Who only uses services seldom is, so that it is offered when they are.
  const approving = deciding && (!asking || (waiting ?? 0) > 0);
  const navigate = useNavigate();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  useKeys({
    '?': () => setHelp(true),
    '/': () => setPalette(true),
    ...(asking
      ? { '1': () => void navigate({ to: '/portal', search: {} }) }
      : {
          '1': () => void navigate({ to: '/desk/$queue', params: { queue: 'mine' }, search: {} }),
          '2': () => void navigate({ to: '/desk/$queue', params: { queue: 'team' }, search: {} }),
          '3': () => void navigate({ to: '/desk/$queue', params: { queue: 'unassigned' }, search: {} }),
          '4': () => void navigate({ to: '/desk/$queue', params: { queue: 'all' }, search: {} }),
        }),
    ...(calling ? { '0': () => void navigate({ to: '/calls' }) } : {}),
    ...(deciding ? { '5': () => void navigate({ to: '/approvals', search: {} }) } : {}),
    ...(changing
      ? {
          '6': () => void navigate({ to: '/changes', search: {} }),
          '7': () => void navigate({ to: '/calendar', search: {} }),
        }
      : {}),
  });
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        {i18n._('To the content')}
      </a>
      <nav className={css.side} aria-label={i18n._('Main')}>
        <div className={css.brand}>
          <span className={css.brandMark} aria-hidden="true" />
          Mainstay
        </div>
        <button type="button" className={css.find} onClick={() => setPalette(true)}>
          <span>{i18n._('Go to…')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <h2 className={css.heading}>{asking ? i18n._('Help') : i18n._('Incidents')}</h2>
        <ul className={css.queues}>
          {asking && (
            <li>
              <Link to="/portal" search={{}} activeOptions={{ includeSearch: false }} className={css.queue}>
                <span>{i18n._('Ask for help')}</span>
                <kbd>1</kbd>
              </Link>
            </li>
          )}
          {(asking ? [] : QUEUES).map((queue) => (
            <li key={queue}>
              <Link
                to="/desk/$queue"
                params={{ queue }}
                search={{}}
                activeOptions={{ includeSearch: false }}
                className={css.queue}
              >
                <span>{queueName(i18n, queue)}</span>
                <span className={css.count}>{count(counts[queue], i18n.locale)}</span>
              </Link>
            </li>
          ))}
          {calling && (
            <li>
              <Link to="/calls" className={css.queue}>
                <span>{i18n._('Take a call')}</span>
                <kbd>0</kbd>
              </Link>
            </li>
          )}
        </ul>
        {(approving || changing) && (
          <>
            <h2 className={css.heading}>{i18n._('Changes')}</h2>
            <ul className={css.queues}>
              {approving && (
                <li>
                  <Link to="/approvals" search={{}} activeOptions={{ includeSearch: false }} className={css.queue}>
                    <span>{i18n._('My approvals')}</span>
                    <span className={css.count} data-testid="waiting">
                      {count(waiting, i18n.locale)}
                    </span>
                  </Link>
                </li>
              )}
              {changing && (
                <>
                  <li>
                    <Link to="/changes" search={{}} activeOptions={{ includeSearch: false }} className={css.queue}>
                      <span>{i18n._('Changes')}</span>
                    </Link>
                  </li>
                  <li>
                    <Link to="/calendar" search={{}} activeOptions={{ includeSearch: false }} className={css.queue}>
                      <span>{i18n._('Calendar')}</span>
                    </Link>
                  </li>
                </>
              )}
            </ul>
          </>
        )}
        <div className={css.bottom}>
          <Liveness />
          <Account onHelp={() => setHelp(true)} />
        </div>
      </nav>
      <div className={css.main}>
        <Banner />
        <main id="content" className={css.content}>
          <Outlet />
        </main>
      </div>
      <Palette opened={palette} open={setPalette} onHelp={() => setHelp(true)} />
      <Help opened={help} close={() => setHelp(false)} />
    </div>
  );
}

/** Nothing until it is known, a dash where counting costs too much. */
function count(value: number | null | undefined, locale: string): string {
  if (value === undefined) return '';
  return value === null ? '–' : new Intl.NumberFormat(locale).format(value);
}

function Liveness() {
  const { i18n } = useLingui();
  const state = useStore(live);
  return (
    <div className={css.live} data-live={state} role="status">
      {state === 'live' ? i18n._('Live') : i18n._('Not live; connecting…')}
    </div>
  );
}

/** What the reader must know of Mainstay or the sign-in service being away. */
function Banner() {
  const { i18n } = useLingui();
  const state = useStore(session);
  const answers = useStore(reachable);
  if (state.kind === 'ended') {
    return (
      <div className={css.banner} role="alert">
        <span>{i18n._('Your sign-in has ended. What you have typed is kept.')}</span>
        <button type="button" className={css.bannerAction} onClick={() => void signIn()}>
          {i18n._('Sign in again')}
        </button>
      </div>
    );
  }
  if (!answers) {
    return (
      <div className={css.banner} role="alert">
        {i18n._('Mainstay does not answer. What you have typed is kept, and the page goes on by itself.')}
      </div>
    );
  }
  if (state.kind === 'ending') {
    const until = shortTime(new Date(state.at).toISOString(), i18n.locale, Date.now());
    return (
      <div className={css.banner} role="alert">
        {i18n._('The sign-in service does not answer. You can work until {until}.', { until })}
      </div>
    );
  }
  return null;
}

function Account({ onHelp }: { onHelp: () => void }) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const chosen = useStore(language);
  const keys = useStore(shortcuts);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [opened, setOpened] = useState(false);
  return (
    <Popover position="top-start" width={260} opened={opened} onChange={setOpened} trapFocus>
      <Popover.Target>
        <button type="button" className={css.account} onClick={() => setOpened(!opened)}>
          <span className={css.initials} aria-hidden="true">
            {initials(viewer.displayName)}
          </span>
          <span className="one-line">{viewer.displayName}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.menu} aria-label={i18n._('Preferences')}>
        <div className={css.label}>{viewer.organisation?.name ?? viewer.displayName}</div>
        <div className={css.setting}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={i18n._('Theme')}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
            data={[
              { value: 'light', label: i18n._('Light') },
              { value: 'dark', label: i18n._('Dark') },
              { value: 'auto', label: i18n._('System') },
            ]}
          />
        </div>
        <div className={css.setting}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={i18n._('Language')}
            value={chosen}
            onChange={(value) => language.set(value as Language)}
            data={[
              { value: 'en', label: 'English' },
              { value: 'zh', label: '中文' },
            ]}
          />
        </div>
        <div className={css.setting}>
          <Switch
            size="xs"
            label={i18n._('Single-key shortcuts')}
            checked={keys}
            onChange={(event) => shortcuts.set(event.currentTarget.checked)}
          />
        </div>
        <button
          type="button"
          className={css.item}
          onClick={() => {
            setOpened(false);
            onHelp();
          }}
        >
          {i18n._('Keyboard shortcuts')} <kbd>?</kbd>
        </button>
        <button type="button" className={css.item} onClick={() => void signOut()}>
          {i18n._('Sign out')}
        </button>
        <div className={css.label}>Mainstay {settings.version}</div>
      </Popover.Dropdown>
    </Popover>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [...words]
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
