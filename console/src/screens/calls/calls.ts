import type {
  CallerNowQuery,
  CallFormQuery,
  IncidentReportInput,
  OperationalStatus,
  TicketImpact,
  TicketUrgency,
} from '../../generated/graphql';
import type { Named } from '../../record/actions';
import type { Refusal } from '../../shared/refusals';

/** From the greatest on, as the matrix is read. */
export const LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const satisfies readonly TicketUrgency[];

/** The rows of the matrix; the first leaves the impact to what the items say. */
export const IMPACTS: readonly (TicketImpact | null)[] = [null, ...LEVELS];

export interface Caller extends Named {
  email: string | null;
  organisation: Named | null;
}

export interface CallItem extends Named {
  number: string;
  className: string;
  /** An incident names a service offering in a place of its own. */
  offering: boolean;
  /** Whether somebody has said that it does not work, or only in part, or that follows from what it depends on. */
  fails: 'DOWN' | 'DEGRADED' | null;
}

/** An open incident that a call may be about. */
export interface Issue {
  id: string;
  number: string;
  title: string;
  state: string;
  priority: string;
}

/** A call as far as it is written down. */
export interface Call {
  caller: Caller | null;
  title: string;
  description: string;
  item: CallItem | null;
  /** What was typed to find the item, until one is taken. */
  sought: string;
  /** The category, with those above it, the topmost first. */
  categories: readonly Named[];
  /** Null leaves it to the dependency graph. */
  impact: TicketImpact | null;
  urgency: TicketUrgency;
  /** The open incident that it is about, if it is no new one; whether it is the caller's own. */
  joins: (Named & { own: boolean }) | null;
  /** The same when it is sent again, so that it is written once. */
  key: string;
}

export function fresh(): Call {
  return {
    caller: null,
    title: '',
    description: '',
    item: null,
    sought: '',
    categories: [],
    impact: null,
    urgency: 'MEDIUM',
    joins: null,
    key: crypto.randomUUID(),
  };
}

/** Whether nothing is written down yet. */
export function isBlank(call: Call): boolean {
  const { caller, item, categories, impact, urgency } = call;
  return (
    [call.title, call.description, call.sought].every((text) => text.trim() === '') &&
    caller === null &&
    item === null &&
    categories.length === 0 &&
    impact === null &&
    urgency === fresh().urgency
  );
}

/**
 * Without somebody who called it would be reported as the agent's own, without a title the API refuses it, and an item that was typed and not taken
 * would be missing without a word.
 */
export function lacking(call: Call, words: { caller: string; title: string; item: string }): Refusal[] {
  const of = (field: string, message: string): Refusal => ({ code: 'REQUIRED', message, field: [field] });
  return [
    ...(call.caller === null ? [of('affectedPersonId', words.caller)] : []),
    ...(call.joins === null && call.title.trim() === '' ? [of('title', words.title)] : []),
    ...(call.joins === null && call.item === null && call.sought.trim() !== '' ? [of('ciIds', words.item)] : []),
  ];
}

export function reportInput(call: Call): IncidentReportInput {
  const { caller, item, impact, urgency } = call;
  const category = call.categories.at(-1);
  const description = call.description.trim();
  return {
    channel: 'PHONE',
    title: call.title.trim(),
    urgency,
    ...(caller ? { affectedPersonId: caller.id } : {}),
    ...(description === '' ? {} : { description }),
    ...(impact ? { impact } : {}),
    ...(category ? { categoryId: category.id } : {}),
    ...(item ? (item.offering ? { serviceOfferingId: item.id } : { ciIds: [item.id] }) : {}),
  };
}

/** What a note says of a call about an incident that is open: who called, and what they said. */
export function noteOf(call: Call, whoCalled: string): string {
  return [whoCalled, call.title.trim(), call.description.trim()].filter((part) => part !== '').join('\n');
}

export type MatrixCell = CallFormQuery['priorityMatrix']['cells'][number];

export interface Cell {
  impact: TicketImpact | null;
  urgency: TicketUrgency;
}

/** Where an arrow leads from a cell; at an edge it stays. Null for another key. */
export function beside({ impact, urgency }: Cell, key: string): Cell | null {
  const row = IMPACTS.indexOf(impact);
  const column = LEVELS.indexOf(urgency);
  const at = (r: number, c: number): Cell => ({ impact: IMPACTS[r] ?? null, urgency: LEVELS[c] ?? urgency });
  switch (key) {
    case 'ArrowUp':
      return at(Math.max(row - 1, 0), column);
    case 'ArrowDown':
      return at(Math.min(row + 1, IMPACTS.length - 1), column);
    case 'ArrowLeft':
      return at(row, Math.max(column - 1, 0));
    case 'ArrowRight':
      return at(row, Math.min(column + 1, LEVELS.length - 1));
    default:
      return null;
  }
}

/** What the matrix gives; null where the items decide the impact. Without an item that is MEDIUM, as the API has it. */
export function priorityOf(cells: readonly MatrixCell[], cell: Cell, hasItem: boolean): string | null {
  const impact = cell.impact ?? (hasItem ? null : 'MEDIUM');
  return cells.find((each) => each.impact === impact && each.urgency === cell.urgency)?.priority ?? null;
}

interface Found {
  id: string;
  number: string;
  name: string;
  operationalStatus: OperationalStatus;
  computedStatus?: string | null;
  class: { key: string; name: string };
}

export function itemOf(found: Found): CallItem {
  const said = found.operationalStatus;
  const worst = [said, found.computedStatus];
  return {
    id: found.id,
    number: found.number,
    name: found.name,
    className: found.class.name,
    offering: found.class.key === 'service-offering',
    fails: worst.includes('DOWN') ? 'DOWN' : worst.includes('DEGRADED') ? 'DEGRADED' : null,
  };
}

/** As many as one looks at; ours. */
const SUGGESTED = 8;

/** What the caller's incidents were about, the latest first, each once. */
export function usedItems(earlier: CallerNowQuery['earlier']['nodes']): CallItem[] {
  const items = earlier.flatMap((incident) => [
    ...incident.affectedCis.map(itemOf),
    ...(incident.serviceOffering ? [itemOf(incident.serviceOffering)] : []),
  ]);
  return distinct(items).slice(0, SUGGESTED);
}

/** The first of each record. */
export function distinct<T extends { id: string }>(all: readonly T[]): T[] {
  const seen = new Set<string>();
  return all.filter(({ id }) => {
    const first = !seen.has(id);
    seen.add(id);
    return first;
  });
}

/** Those of a list whose name or number has what was typed. */
export function matching(items: readonly CallItem[], text: string): CallItem[] {
  const wanted = text.trim().toLowerCase();
  return items.filter(({ name, number }) => `${name} ${number}`.toLowerCase().includes(wanted));
}
