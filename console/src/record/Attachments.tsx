import { useLingui } from '@lingui/react';
import { ActionIcon, Alert, Button, Checkbox, Group, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { NotTaken, send } from '../app/upload';
import { may, useViewer } from '../app/viewer';
import { type FragmentType, read } from '../generated';
import type { FileFragment as AttachedFile } from '../generated/graphql';
import { nameOf } from '../shared/files';
import { useKeys } from '../shared/keys';
import type { Refusal } from '../shared/refusals';
import { Time } from '../shared/Time';
import { bytes } from '../shared/words';
import type { Answer } from './actions';
import { FileFragment } from './documents';
import { add, addresses, edit, type Kind } from './mutations';
import { Refused } from './Refused';
import css from './record.module.css';

/** As many as one edit attaches. */
const AT_ONCE = 20;

/** A file on its way. */
interface Sending {
  key: string;
  file: File;
  name: string;
  /** How much of it has been sent, between 0 and 1. */
  part: number;
  /** Why it was not taken. */
  problem: string | null;
}

/** The files of a record. They are attached from a dialog, by dropping them anywhere on the page, or from the clipboard. */
export function Attachments(props: {
  kind: Kind;
  record: { id: string; version: number };
  files: readonly FragmentType<typeof FileFragment>[];
  possible: ReadonlySet<string>;
  changed: () => void;
}) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const client = useClient();
  const { kind, record, possible } = props;
  const files = props.files.map((file) => read(FileFragment, file));
  const canAttach = possible.has('ATTACH');
  const works = possible.has('ADD_WORK_NOTE');
  const [internal, setInternal] = useState(false);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [removing, setRemoving] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // One set of files after the other: those of a second one wait.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const underWay = sending.some((each) => each.problem === null);

  const alter = (key: string, change: Partial<Sending>) =>
    setSending((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  const drop = (keys: readonly string[]) => setSending((all) => all.filter((each) => !keys.includes(each.key)));

  const done = (answer: { error?: CombinedError; data?: Answer | undefined }): boolean => {
    const refused = answer.data?.result.userErrors ?? [];
    setError(answer.error ?? null);
    setRefusals(refused);
    if (answer.error || refused.length > 0) return false;
    props.changed();
    return true;
  };

  /** What is refused stays in the list with its reason; the others are attached by one edit. */
  const attach = async (wanted: readonly Sending[], inside: boolean) => {
    const sent: { key: string; id: string }[] = [];
    for (const each of wanted) {
      try {
        const id = await send(each.file, each.name, (part) => alter(each.key, { part }));
        sent.push({ key: each.key, id });
      } catch (failure) {
        if (!(failure instanceof NotTaken)) throw failure;
        alter(each.key, {
          part: 0,
          problem: failure.message || i18n._('Mainstay did not answer. Try again in a moment.'),
        });
      }
    }
    for (let from = 0; from < sent.length; from += AT_ONCE) {
      const some = sent.slice(from, from + AT_ONCE);
      const answer = await client
        .mutation<Answer>(add(kind, 'ATTACH'), {
          id: record.id,
          key: some[0]?.id,
          input: { attachmentIds: some.map((each) => each.id), internal: inside },
        })
        .toPromise();
      if (done(answer)) {
        drop(some.map((each) => each.key));
      } else {
        for (const { key } of some) alter(key, { part: 0, problem: i18n._('Not attached.') });
      }
    }
  };
  const begin = (wanted: readonly Sending[]) => {
    const inside = internal && works;
    queue.current = queue.current.finally(() => attach(wanted, inside));
  };
  const take = (chosen: readonly File[], pasted: boolean) => {
    const wanted = chosen.map((file) => ({
      key: crypto.randomUUID(),
      file,
      name: nameOf(file, pasted, new Date()),
      part: 0,
      problem: null,
    }));
    setSending((all) => [...all, ...wanted]);
    begin(wanted);
  };
  const again = (each: Sending) => {
    alter(each.key, { problem: null });
    begin([each]);
  };

  const listeners = useRef({ take });
  listeners.current = { take };
  useEffect(() => {
    if (!canAttach) return;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const dragged = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Else the browser leaves the page for the file.
      event.preventDefault();
      setOver(true);
    };
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      listeners.current.take([...(event.dataTransfer?.files ?? [])], false);
    };
    const pasted = (event: ClipboardEvent) => {
      const found = [...(event.clipboardData?.files ?? [])];
      if (found.length === 0) return;
      event.preventDefault();
      listeners.current.take(found, true);
    };
    window.addEventListener('dragover', dragged);
    window.addEventListener('dragleave', left);
    window.addEventListener('drop', dropped);
    window.addEventListener('paste', pasted);
    return () => {
      window.removeEventListener('dragover', dragged);
      window.removeEventListener('dragleave', left);
      window.removeEventListener('drop', dropped);
      window.removeEventListener('paste', pasted);
    };
  }, [canAttach]);
  useEffect(() => {
    if (!underWay) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [underWay]);
  useKeys({ u: () => input.current?.click() }, canAttach);

  /** The address of a file is good for some minutes only. */
  const save = async (file: AttachedFile) => {
    setProblem(null);
    const answer = await client
      .query<{ record: { attachments: { nodes: { id: string; url: string | null }[] } } | null }>(
        addresses(kind),
        { id: record.id },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    setError(answer.error ?? null);
    if (answer.error) return;
    const url = answer.data?.record?.attachments.nodes.find((each) => each.id === file.id)?.url;
    if (!url) {
      setProblem(i18n._('{name} cannot be read now.', { name: file.name }));
      return;
    }
    const link = document.createElement('a');
    link.href = url;
    link.download = file.name;
    link.click();
  };
  const remove = async (file: AttachedFile) => {
    setRemoving(null);
    done(
      await client
        .mutation<Answer>(edit(kind, 'DETACH', true), {
          id: record.id,
          expectedVersion: record.version,
          input: { attachmentIds: [file.id] },
        })
        .toPromise(),
    );
  };
  /** As the API has it: one's own and, for who works on it, all; once it is over only for who configures tickets. */
  const canRemove = (file: AttachedFile) =>
    possible.has('DETACH') && (works || file.attachedById === viewer.id || may(viewer, 'ticket.configure'));

  return (
    <section className={css.panel} aria-labelledby="files" data-over={over}>
      <h2 id="files">{i18n._('Attachments')}</h2>
      {files.length === 0 && <p className={css.soft}>{i18n._('No file is attached.')}</p>}
      <ul className={css.items} data-testid="files">
        {files.map((file) => (
          <li key={file.id} className={css.file}>
            <span className={css.item}>
              <button
                type="button"
                className={css.fileName}
                title={file.name}
                aria-label={i18n._('Save {name}', { name: file.name })}
                onClick={() => void save(file)}
              >
                {file.name}
              </button>
              {canRemove(file) && (
                <ActionIcon
                  size="xs"
                  variant="subtle"
                  color="gray"
                  aria-label={i18n._('Remove {name}', { name: file.name })}
                  aria-expanded={removing === file.id}
                  onClick={() => setRemoving(removing === file.id ? null : file.id)}
                >
                  ✕
                </ActionIcon>
              )}
            </span>
            <span className={css.soft}>
              {file.internal && (
                <>
                  <span className={css.tag} data-kind="WORK_NOTE">
                    {i18n._('Internal')}
                  </span>{' '}
                </>
              )}
              {bytes(i18n, file.size)} · {file.attachedBy?.displayName ?? i18n._('Somebody')} ·{' '}
              <Time at={file.attachedAt} />
            </span>
            {removing === file.id && (
              <Group gap="xs" role="group" aria-label={i18n._('Remove {name}', { name: file.name })}>
                <span>{i18n._('It cannot be had back.')}</span>
                <Button size="compact-xs" color="red" autoFocus onClick={() => void remove(file)}>
                  {i18n._('Remove')}
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => setRemoving(null)}>
                  {i18n._('Keep')}
                </Button>
              </Group>
            )}
          </li>
        ))}
        {sending.map((each) => (
          <li key={each.key} className={css.file} data-sending={each.problem === null}>
            <span className={css.item}>
              <span className="one-line" title={each.name}>
                {each.name}
              </span>
              <span className={css.soft}>{bytes(i18n, each.file.size)}</span>
            </span>
            {each.problem === null ? (
              <Progress value={each.part * 100} size="sm" aria-label={i18n._('Sending {name}', { name: each.name })} />
            ) : (
              <Group gap="xs" role="alert">
                <span className={css.problem}>{each.problem}</span>
                <Button size="compact-xs" variant="default" onClick={() => again(each)}>
                  {i18n._('Try again')}
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => drop([each.key])}>
                  {i18n._('Discard')}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
      <Refused refusals={refusals} error={error} />
      {problem !== null && (
        <Alert color="red" variant="light" role="alert">
          {problem}
        </Alert>
      )}
      {canAttach && (
        <Group gap="sm">
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={i18n._('Attach files')}
            onChange={(event) => {
              const chosen = [...(event.currentTarget.files ?? [])];
              // The same file can be chosen again.
              event.currentTarget.value = '';
              if (chosen.length > 0) take(chosen, false);
            }}
          />
          <Button
            size="compact-xs"
            variant="default"
            rightSection={<kbd>u</kbd>}
            onClick={() => input.current?.click()}
          >
            {i18n._('Attach files')}
          </Button>
          {works && (
            <Checkbox
              size="xs"
              label={i18n._('Internal')}
              title={i18n._('Only those who work on it read this.')}
              checked={internal}
              onChange={(event) => setInternal(event.currentTarget.checked)}
            />
          )}
          <span className={css.soft}>{over ? i18n._('Drop them here.') : i18n._('Or drop or paste them.')}</span>
        </Group>
      )}
    </section>
  );
}
