import { useLingui } from '@lingui/react';
import { Chip, Group } from '@mantine/core';
import { type FragmentType, read } from '../generated';
import type { HistoryLineFragment } from '../generated/graphql';
import { Time } from '../shared/Time';
import { actionName, fieldName, levelEventName, metricName, shownName, valueName } from '../shared/words';
import { ClockFragment, EntryFragment, HistoryFragment } from './documents';
import { isAwaited, useNames } from './names';
import css from './record.module.css';
import { type Event, filesOf, idsOf, SHOWN, type Shown, shows, story } from './story';

interface Page<F> {
  totalCount?: number | null;
  nodes: readonly F[];
}

/** All that was said and done, the latest first. What the caller does not read is marked by word, colour and edge. */
export function Timeline(props: {
  entries: Page<FragmentType<typeof EntryFragment>>;
  /** Null for who may not read it. */
  history: Page<FragmentType<typeof HistoryFragment>> | null;
  clocks: readonly FragmentType<typeof ClockFragment>[];
  /** What the codes of reasons are called. */
  choices: ReadonlyMap<string, string>;
  shown: Shown;
  show: (shown: Shown) => void;
}) {
  const { i18n } = useLingui();
  const { entries, history, shown } = props;
  const lines = (history?.nodes ?? []).map((line) => read(HistoryFragment, line));
  const names = useNames(
    lines.flatMap((line) =>
      line.fields.flatMap((value) => [value.before, value.after].flatMap((text) => idsOf(value.field, text))),
    ),
  );
  const all = story(
    entries.nodes.map((entry) => read(EntryFragment, entry)),
    lines,
    props.clocks.map((clock) => read(ClockFragment, clock)),
  );
  const events = all.filter((event) => shows(shown, event));
  const cut = [entries, ...(history ? [history] : [])].some(
    (page) => page.totalCount != null && page.totalCount > page.nodes.length,
  );
  return (
    <section aria-label={i18n._('Timeline')}>
      <Chip.Group value={shown} onChange={(value) => props.show(value as Shown)}>
        <Group gap={6} mb="sm" role="radiogroup" aria-label={i18n._('Show of the timeline')}>
          {SHOWN.filter((each) => history !== null || each === 'all' || each === 'comments').map((each) => (
            <Chip key={each} value={each} size="xs" variant="outline">
              {shownName(i18n, each)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {events.length === 0 && (
        <p className={css.soft}>
          {all.length === 0
            ? i18n._('Nothing has been written yet.')
            : i18n._('Nothing of this kind has happened yet.')}
        </p>
      )}
      <ol className={css.timeline}>
        {events.map((event) => (
          <Happened key={event.id} event={event} names={names} choices={props.choices} />
        ))}
        {cut && <li className={css.soft}>{i18n._('Shown are the latest; there is more before.')}</li>}
      </ol>
    </section>
  );
}

interface Words {
  names: ReadonlyMap<string, string>;
  choices: ReadonlyMap<string, string>;
}

function Happened({ event, ...words }: { event: Event } & Words) {
  const { i18n } = useLingui();
  if (event.kind === 'HISTORY') {
    const { line } = event;
    return (
      <li className={css.event} data-kind="HISTORY">
        <span className={css.soft}>
          <Time at={event.at} />
        </span>{' '}
        <strong>{line.principal?.displayName ?? 'Mainstay'}</strong> {actionName(i18n, line.action)}
        <Values line={line} {...words} />
      </li>
    );
  }
  if (event.kind === 'LEVEL') {
    return (
      <li className={css.event} data-kind="LEVEL" data-event={event.event} title={event.name}>
        <span className={css.soft}>
          <Time at={event.at} />
        </span>{' '}
        {metricName(i18n, event.metric)}: {levelEventName(i18n, event.event)}
      </li>
    );
  }
  const { entry } = event;
  return (
    <li className={css.entry} data-kind={event.kind}>
      <div className={css.entryHead}>
        <strong>{entry.author?.displayName ?? i18n._('Somebody')}</strong>
        <span className={css.tag} data-kind={event.kind}>
          {event.kind === 'WORK_NOTE' ? i18n._('Internal') : i18n._('Public')}
        </span>
        <span className={css.soft}>
          <Time at={event.at} />
          {entry.correctedAt && <> · {i18n._('corrected')}</>}
        </span>
      </div>
      <div className="written">{entry.text}</div>
    </li>
  );
}

/** What the record notes of itself; people are told what follows from it. */
const COUNTED = new Set([
  'impactOrigin',
  'riskRules',
  'riskRulePoints',
  'routingRule',
  'version',
  'revision',
  'lastEventAt',
  'recordedAt',
  'open',
  'assigned',
  'matrixVersion',
]);

function Values({ line, names, choices }: { line: HistoryLineFragment } & Words) {
  const { i18n } = useLingui();
  const told = line.fields.filter((value) => !COUNTED.has(value.field));
  if (told.length === 0) return null;
  const shown = (field: string, value: string | null | undefined) => {
    if (value === null || value === undefined || value === '') return <em>{i18n._('empty')}</em>;
    if (field === 'attachments') return filesOf(value).join(', ');
    const found = idsOf(field, value);
    if (found.length > 0) {
      return (
        <span data-awaited={found.some(isAwaited)}>
          {found.map((id) => names.get(id) ?? (isAwaited(id) ? '…' : i18n._('unknown'))).join(', ')}
        </span>
      );
    }
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <Time at={value} />;
    return choices.get(value) ?? valueName(i18n, field, value);
  };
  return (
    <dl className={css.values}>
      {told.map((value) => (
        <div key={value.field}>
          <dt>{fieldName(i18n, value.field)}</dt>
          <dd className="written">
            {value.hidden ? (
              i18n._('changed; you may not see to what')
            ) : (
              <>
                {value.before != null && <del>{shown(value.field, value.before)}</del>}
                {value.before != null && ' → '}
                {shown(value.field, value.after)}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
