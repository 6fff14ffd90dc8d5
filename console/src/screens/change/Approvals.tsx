import { useLingui } from '@lingui/react';
import { useCallback, useState } from 'react';
import { type FragmentType, read } from '../../generated';
import type { ChangeApprovalFragment as Request } from '../../generated/graphql';
import css from '../../record/record.module.css';
import { Time } from '../../shared/Time';
import { approvalStateName, approverName } from '../../shared/words';
import { Decide } from '../approvals/Decide';
import { Evidence } from '../approvals/Evidence';
import { ChangeApprovalFragment } from './documents';

/** Who is and was asked, by stage; those of an approval that was begun anew are told apart. */
export function Approvals(props: { approvals: readonly FragmentType<typeof ChangeApprovalFragment>[] }) {
  const { i18n } = useLingui();
  const requests = props.approvals.map((request) => read(ChangeApprovalFragment, request));
  const current = requests.filter((request) => request.current);
  const past = requests.filter((request) => !request.current);
  const stages = [...new Set(current.map((request) => request.stage))].sort((one, other) => one - other);
  return (
    <section className={css.panel} aria-labelledby="approvals">
      <h2 id="approvals">{i18n._('Approvals')}</h2>
      {requests.length === 0 && <p className={css.soft}>{i18n._('Nobody was asked yet.')}</p>}
      {stages.map((stage, place) => {
        const asked = current.filter((request) => request.stage === stage);
        const first = asked[0];
        const before = current.find((request) => request.stage === stages[place - 1]);
        return (
          first && (
            <div key={stage} className={css.stage}>
              <h3>
                {first.stageName}{' '}
                <span className={css.soft}>
                  {first.rule === 'ALL'
                    ? i18n._('all must approve')
                    : i18n._('{count} must approve', { count: first.needed })}
                  {before?.step === first.step && <> · {i18n._('together with the stage before')}</>}
                </span>
              </h3>
              <ul className={css.items}>
                {asked.map((request) => (
                  <Asked key={request.id} request={request} />
                ))}
              </ul>
            </div>
          )
        );
      })}
      {past.length > 0 && (
        <details>
          <summary>{i18n._('{count} earlier requests', { count: past.length })}</summary>
          <ul className={css.items}>
            {past.map((request) => (
              <Asked key={request.id} request={request} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Asked({ request }: { request: Request }) {
  const { i18n } = useLingui();
  return (
    <li className={css.line} data-state={request.state}>
      <span>{approvalStateName(i18n, request.state)}</span>
      <span>
        {request.decidedBy?.displayName ??
          request.approver.person?.displayName ??
          request.approver.team?.name ??
          approverName(i18n, request.approver.role ?? request.approver.kind)}
        {request.delegatedFrom && (
          <span className={css.soft}>
            {' '}
            · {i18n._('in place of {name}', { name: request.delegatedFrom.displayName })}
          </span>
        )}
        <span className={css.soft}>
          {request.decidedAt ? (
            <>
              {' · '}
              <Time at={request.decidedAt} />
            </>
          ) : (
            request.dueAt && (
              <>
                {' · '}
                {i18n._('due')} <Time at={request.dueAt} />
              </>
            )
          )}
        </span>
        {[request.conditions, request.comment, request.question, request.answer].map(
          (text) =>
            text && (
              <p key={text} className="written">
                {text}
              </p>
            ),
        )}
      </span>
    </li>
  );
}

/** What the reader may decide of this change, with what they decide by before it. */
export function Decision(props: {
  changeId: string;
  approvals: readonly FragmentType<typeof ChangeApprovalFragment>[];
  done: () => void;
}) {
  const { i18n } = useLingui();
  const mine = props.approvals
    .map((request) => read(ChangeApprovalFragment, request))
    .find((request) => request.viewerCanDecide);
  const [version, setVersion] = useState<string | null>(null);
  const [reading, setReading] = useState(0);
  const shown = useCallback((next: string) => setVersion(next), []);
  if (mine === undefined) return null;
  return (
    <section className={css.decision} aria-label={i18n._('Waits for your decision')}>
      <Evidence changeId={props.changeId} reading={reading} shown={shown} />
      <Decide
        key={mine.id}
        request={mine}
        evidenceVersion={version}
        lookAgain={() => {
          setVersion(null);
          setReading((before) => before + 1);
        }}
        done={props.done}
      />
    </section>
  );
}
