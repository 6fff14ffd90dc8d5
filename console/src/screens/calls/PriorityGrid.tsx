import { useLingui } from '@lingui/react';
import { useLayoutEffect, useRef } from 'react';
import { PriorityMark } from '../../shared/marks';
import { levelName } from '../../shared/words';
import { beside, type Cell, IMPACTS, LEVELS, type MatrixCell, priorityOf } from './calls';
import look from './calls.module.css';

/** Impact and urgency as the matrix has them, chosen by arrow keys, with the priority that each gives. */
export function PriorityGrid(props: {
  id: string;
  cell: Cell;
  cells: readonly MatrixCell[];
  hasItem: boolean;
  error: string | undefined;
  set: (cell: Cell) => void;
}) {
  const { i18n } = useLingui();
  const { cell, cells, hasItem } = props;
  const grid = useRef<HTMLDivElement>(null);
  const { impact, urgency } = cell;

  // The focus goes with the choice.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another cell is chosen
  useLayoutEffect(() => {
    if (grid.current?.contains(document.activeElement)) {
      grid.current.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
    }
  }, [impact, urgency]);

  const impactName = (of: Cell['impact']) => (of === null ? i18n._('By the item') : levelName(i18n, of));
  const priority = priorityOf(cells, cell, hasItem);
  return (
    <div className={look.priority}>
      <div
        ref={grid}
        id={props.id}
        role="grid"
        aria-label={i18n._('Impact and urgency')}
        className={look.matrix}
        onKeyDown={(event) => {
          const next = beside(cell, event.key);
          if (next !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            props.set(next);
          }
        }}
      >
        <div role="row" className={look.matrixRow}>
          <span role="columnheader" className={look.soft}>
            {i18n._('Impact ↓ urgency →')}
          </span>
          {LEVELS.map((level) => (
            <span key={level} role="columnheader" className={look.soft}>
              {levelName(i18n, level)}
            </span>
          ))}
        </div>
        {IMPACTS.map((row) => (
          <div key={row ?? 'items'} role="row" className={look.matrixRow}>
            <span role="rowheader" className={look.soft}>
              {impactName(row)}
            </span>
            {LEVELS.map((column) => {
              const given = priorityOf(cells, { impact: row, urgency: column }, hasItem);
              const current = row === impact && column === urgency;
              return (
                <div
                  key={column}
                  role="gridcell"
                  tabIndex={current ? 0 : -1}
                  aria-selected={current}
                  className={look.cell}
                  data-impact={row ?? 'ITEM'}
                  data-urgency={column}
                  onClick={() => props.set({ impact: row, urgency: column })}
                >
                  {given === null ? '…' : <PriorityMark priority={given} />}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p role="status" className={look.preview} data-testid="preview">
        {priority === null ? (
          i18n._('The priority follows from the item, when it is logged.')
        ) : (
          <>
            <PriorityMark priority={priority} />{' '}
            {i18n._('impact {impact} × urgency {urgency}', {
              impact: levelName(i18n, impact ?? 'MEDIUM'),
              urgency: levelName(i18n, urgency),
            })}
          </>
        )}
      </p>
      {props.error && (
        <p role="alert" className={look.error}>
          {props.error}
        </p>
      )}
    </div>
  );
}
