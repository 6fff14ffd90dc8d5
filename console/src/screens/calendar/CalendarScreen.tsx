import { useLingui } from '@lingui/react';
import { Button, Group, NativeSelect, SegmentedControl, Skeleton } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { changes } from '../../app/changes';
import type { CalendarSearch } from '../../app/router';
import { filled } from '../../app/search';
import type { CalendarQuery } from '../../generated/graphql';
import { plain } from '../../record/actions';
import { ServiceChoice, TeamChoice } from '../../record/choices';
import { useNames } from '../../record/names';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { move } from '../../shared/order';
import { paced } from '../../shared/paced';
import { Time } from '../../shared/Time';
import { zonedTime } from '../../shared/time';
import { calendarKindName, riskName, stateName } from '../../shared/words';
import { RISKS } from '../changes/queues';
import css from './calendar.module.css';
import { CalendarDocument } from './documents';
import { CALENDAR_KINDS, dayOf, places, type Range, rangeOf, SPANS, turn } from './range';

const route = getRouteApi('/calendar');

type Entry = CalendarQuery['changeCalendar']['entries'][number];

/** The same record may be there more than once: a window holds each time. */
const keyOf = (entry: Entry) =>
  `${entry.kind}.${entry.change?.id ?? entry.changeWindow?.id ?? entry.plannedOutage?.id ?? entry.deployment?.id ?? entry.release?.id ?? entry.cabMeeting?.id ?? ''}.${entry.from}`;

const numberOf = (entry: Entry) =>
  entry.change?.number ?? entry.plannedOutage?.number ?? entry.deployment?.number ?? entry.release?.number ?? null;

/** What goes on in a week or a month: drawn, and as a list, which is the same answer and can be gone through by keys. */
export function CalendarScreen() {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const search = route.useSearch();
  const span = search.span ?? 'week';
  const day = search.from ?? dayOf(new Date());
  const range = rangeOf(day, span);
  const cursor = search.at ?? null;
  const [{ data, error, fetching }, again] = useQuery({
    query: CalendarDocument,
    variables: {
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      filter: {
        ...(search.kind ? { kinds: [search.kind] } : {}),
        ...(search.risk ? { riskLevels: [search.risk] } : {}),
        ...(search.team ? { teamIds: [search.team] } : {}),
        ...(search.service ? { serviceIds: [search.service] } : {}),
      },
    },
    requestPolicy: 'cache-and-network',
  });
  const entries = data?.changeCalendar.entries ?? [];
  const names = useNames([search.team, search.service].filter((id) => id !== undefined));
  const chosen = (id: string | undefined) => (id === undefined ? null : { id, name: names.get(id) ?? '…' });
  useEffect(() => {
    document.title = `${i18n._('Calendar')} · Mainstay`;
  }, [i18n]);
  useEffect(() => {
    const reading = paced(async () => again({ requestPolicy: 'network-only' }));
    const end = changes(reading.ask);
    return () => {
      end();
      reading.stop();
    };
  }, [again]);

  const set = (next: CalendarSearch) =>
    void navigate({
      to: '/calendar',
      search: filled({ ...search, ...next }),
      replace: true,
    });
  const step = (by: number) => {
    const to = move(entries.map(keyOf), cursor, by);
    if (to !== null) {
      set({ at: to });
      document.querySelector(`[data-entry="${CSS.escape(to)}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  };
  const turned = (by: 1 | -1) => set({ from: turn(day, span, by), at: undefined });
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    ArrowLeft: () => turned(-1),
    ArrowRight: () => turned(1),
    t: () => set({ from: undefined, at: undefined }),
    Enter: () => {
      const number = entries.find((entry) => keyOf(entry) === cursor)?.change?.number;
      if (number) void navigate({ to: '/changes/$number', params: { number }, search: {} });
    },
    Escape: () => set({ at: undefined }),
  });
  const title = new Intl.DateTimeFormat(i18n.locale, {
    month: 'long',
    year: 'numeric',
    ...(span === 'week' ? { day: 'numeric' } : {}),
  });
  return (
    <section className={css.screen} aria-label={i18n._('Calendar')}>
      <header className={css.head}>
        <h1>{i18n._('Calendar')}</h1>
        <Group gap={6}>
          <Button size="xs" variant="default" aria-label={i18n._('Earlier')} onClick={() => turned(-1)}>
            ←
          </Button>
          <Button
            size="xs"
            variant="default"
            rightSection={<kbd>t</kbd>}
            onClick={() => set({ from: undefined, at: undefined })}
          >
            {i18n._('Today')}
          </Button>
          <Button size="xs" variant="default" aria-label={i18n._('Later')} onClick={() => turned(1)}>
            →
          </Button>
        </Group>
        <strong data-testid="range">
          {span === 'week' ? title.formatRange(range.from, new Date(range.to.getTime() - 1)) : title.format(range.from)}
        </strong>
        <SegmentedControl
          size="xs"
          aria-label={i18n._('Range')}
          value={span}
          onChange={(value) => set({ span: SPANS.find((each) => each === value), at: undefined })}
          data={[
            { value: 'week', label: i18n._('Week') },
            { value: 'month', label: i18n._('Month') },
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={i18n._('Kind')}
          value={search.kind ?? ''}
          onChange={(event) =>
            set({ kind: CALENDAR_KINDS.find((kind) => kind === event.currentTarget.value), at: undefined })
          }
          data={[
            { value: '', label: i18n._('All kinds') },
            ...CALENDAR_KINDS.map((value) => ({ value, label: calendarKindName(i18n, value) })),
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={i18n._('Risk')}
          value={search.risk ?? ''}
          onChange={(event) => set({ risk: RISKS.find((risk) => risk === event.currentTarget.value) })}
          data={[
            { value: '', label: i18n._('Any risk') },
            ...RISKS.map((value) => ({ value, label: riskName(i18n, value) })),
          ]}
        />
        <TeamChoice
          size="xs"
          name="team"
          aria-label={i18n._('Team')}
          placeholder={i18n._('Any team')}
          clearable
          value={chosen(search.team)}
          set={(value) => set({ team: plain(value) ?? undefined, at: undefined })}
        />
        <ServiceChoice
          size="xs"
          name="service"
          aria-label={i18n._('Service')}
          placeholder={i18n._('Any service')}
          clearable
          value={chosen(search.service)}
          set={(value) => set({ service: plain(value) ?? undefined, at: undefined })}
        />
      </header>
      {error && <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />}
      {!data && fetching && <Skeleton height={240} m="md" />}
      {data && (
        <>
          <Drawing entries={entries} range={range} cursor={cursor} set={(at) => set({ at })} />
          {!data.changeCalendar.complete && (
            <p className={css.soft} role="status">
              {i18n._('There is more than is shown here: make the range shorter, or choose a kind.')}
            </p>
          )}
          {entries.length === 0 ? (
            <p className={css.empty}>
              {i18n._('Nothing goes on in this time. Look at another one, or take a filter away.')}
            </p>
          ) : (
            <Entries entries={entries} cursor={cursor} set={(at) => set({ at })} />
          )}
        </>
      )}
    </section>
  );
}

const LANE_PX = 20;

/** Below so much of the width, in per cent, no word has room. */
const NARROW = 3;

/** The picture for the eye; the list below says the same to everybody. */
function Drawing(props: { entries: readonly Entry[]; range: Range; cursor: string | null; set: (at: string) => void }) {
  const { i18n } = useLingui();
  const { range } = props;
  const length = range.to.getTime() - range.from.getTime();
  const now = ((Date.now() - range.from.getTime()) / length) * 100;
  const short = new Intl.DateTimeFormat(i18n.locale, {
    weekday: range.days.length > 7 ? 'narrow' : 'short',
    day: 'numeric',
  });
  return (
    <div className={css.drawing} aria-hidden="true" data-testid="drawing">
      <div className={css.days}>
        {range.days.map((day) => (
          <span key={day.getTime()} data-weekend={day.getDay() % 6 === 0}>
            {short.format(day)}
          </span>
        ))}
      </div>
      {CALENDAR_KINDS.map((kind) => {
        const entries = props.entries.filter((entry) => entry.kind === kind);
        if (entries.length === 0) return null;
        const found = places(entries, range);
        const lanes = Math.max(...found.map(({ lane }) => lane)) + 1;
        return (
          <div key={kind} className={css.band} data-kind={kind}>
            <span className={css.bandName}>{calendarKindName(i18n, kind)}</span>
            <div className={css.lanes} style={{ height: lanes * LANE_PX }}>
              {entries.map((entry, index) => {
                const place = found[index];
                return (
                  place && (
                    <button
                      type="button"
                      tabIndex={-1}
                      key={keyOf(entry)}
                      className={css.bar}
                      data-kind={kind}
                      data-state={entry.change?.state}
                      data-current={keyOf(entry) === props.cursor}
                      data-narrow={place.width < NARROW}
                      data-before={place.before}
                      data-after={place.after}
                      title={entry.title.slice(0, 200)}
                      style={{
                        insetInlineStart: `${place.start}%`,
                        width: `${Math.max(place.width, 0.6)}%`,
                        top: place.lane * LANE_PX,
                      }}
                      onClick={() => props.set(keyOf(entry))}
                    >
                      {entry.title}
                    </button>
                  )
                );
              })}
            </div>
          </div>
        );
      })}
      {now >= 0 && now <= 100 && <i className={css.now} style={{ insetInlineStart: `${now}%` }} />}
    </div>
  );
}

function Entries(props: { entries: readonly Entry[]; cursor: string | null; set: (at: string) => void }) {
  const { i18n } = useLingui();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={i18n._('What goes on')}>
      <table className={css.entries}>
        <thead>
          <tr>
            <th scope="col">{i18n._('From')}</th>
            <th scope="col">{i18n._('To')}</th>
            <th scope="col">{i18n._('Kind')}</th>
            <th scope="col">{i18n._('Number')}</th>
            <th scope="col">{i18n._('Title')}</th>
            <th scope="col">{i18n._('State')}</th>
          </tr>
        </thead>
        <tbody>
          {props.entries.map((entry) => {
            const key = keyOf(entry);
            const state = entry.change?.state ?? entry.deployment?.state;
            return (
              <tr
                key={key}
                data-entry={key}
                data-kind={entry.kind}
                data-current={key === props.cursor}
                aria-current={key === props.cursor ? 'true' : undefined}
                onClick={() => props.set(key)}
              >
                <td>
                  <Time at={entry.from} />
                  {entry.zone && entry.zone !== own && (
                    <div className={css.soft}>
                      {zonedTime(entry.from, i18n.locale, entry.zone)} {entry.zone}
                    </div>
                  )}
                </td>
                <td>{entry.to ? <Time at={entry.to} /> : i18n._('nobody knows')}</td>
                <td>{calendarKindName(i18n, entry.kind)}</td>
                <td>
                  {entry.change ? (
                    <Link to="/changes/$number" params={{ number: entry.change.number }} search={{}}>
                      {entry.change.number}
                    </Link>
                  ) : (
                    (numberOf(entry) ?? '–')
                  )}
                </td>
                <td className="written">{entry.title}</td>
                <td>{state ? stateName(i18n, state) : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
