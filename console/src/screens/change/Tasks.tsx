import { useLingui } from '@lingui/react';
import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import type { ChangePageQuery } from '../../generated/graphql';
import type { Answer } from '../../record/actions';
import { add } from '../../record/mutations';
import css from '../../record/record.module.css';
import { Failed } from '../../shared/Failed';
import type { Refusal } from '../../shared/refusals';
import { Time } from '../../shared/Time';
import { taskStateName } from '../../shared/words';

type Task = NonNullable<ChangePageQuery['change']>['tasks'][number];

/** What is to be done and in which order; while the change is made, each task says what became of it. */
export function Tasks(props: {
  changeId: string;
  tasks: readonly Task[];
  canComplete: boolean;
  /** Before it is, no more than the conditions of its approval can be met. */
  implementing: boolean;
  changed: () => void;
}) {
  const { i18n } = useLingui();
  if (props.tasks.length === 0) return null;
  return (
    <section className={css.panel} aria-labelledby="tasks">
      <h2 id="tasks">{i18n._('Tasks')}</h2>
      <ol className={css.items}>
        {props.tasks.map((task) => (
          <One key={task.id} {...props} task={task} />
        ))}
      </ol>
    </section>
  );
}

function One(props: {
  changeId: string;
  task: Task;
  canComplete: boolean;
  implementing: boolean;
  changed: () => void;
}) {
  const { i18n } = useLingui();
  const client = useClient();
  const { task } = props;
  const [result, setResult] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const complete = async (done: boolean) => {
    const answer = await client
      .mutation<Answer>(add('change', 'COMPLETE_TASK'), {
        id: props.changeId,
        key: `${key}.${done}.${result.length}`,
        input: { taskId: task.id, done, result: result.trim() === '' ? null : result },
      })
      .toPromise();
    setError(answer.error ?? null);
    const refused = answer.data?.result.userErrors ?? [];
    setRefusals(refused);
    if (!answer.error && refused.length === 0) props.changed();
  };
  const possible = props.canComplete && (props.implementing || task.conditionBefore !== null);
  return (
    <li className={css.task} data-state={task.state} data-condition={task.conditionBefore ?? undefined}>
      <span className={css.soft}>{task.conditionBefore === null && task.position}</span>
      <div>
        <strong className="written">{task.title}</strong>{' '}
        <span className={css.soft}>
          {taskStateName(i18n, task.state)}
          {(task.owner ?? task.team) && ` · ${task.owner?.displayName ?? task.team?.name}`}
          {task.dueAt && (
            <>
              {' · '}
              {task.overdue ? i18n._('overdue since') : i18n._('due')} <Time at={task.dueAt} />
            </>
          )}
        </span>
        {task.result && <p className="written">{task.result}</p>}
        {possible && task.state === 'OPEN' && (
          <Group gap={6} mt={4}>
            <TextInput
              size="xs"
              aria-label={i18n._('Result of {title}', { title: task.title })}
              placeholder={i18n._('Result')}
              value={result}
              onChange={(event) => setResult(event.currentTarget.value)}
            />
            <Button size="xs" onClick={() => void complete(true)}>
              {i18n._('Done')}
            </Button>
            {task.conditionBefore !== 'IMPLEMENTATION' && (
              <Button size="xs" variant="default" onClick={() => void complete(false)}>
                {i18n._('Not done')}
              </Button>
            )}
          </Group>
        )}
        {refusals.map((refusal) => (
          <Alert key={refusal.code + refusal.message} color="red" variant="light" role="alert">
            {refusal.message}
          </Alert>
        ))}
        {error && <Failed error={error} />}
      </div>
    </li>
  );
}
