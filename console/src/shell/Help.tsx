import { useLingui } from '@lingui/react';
import { Modal } from '@mantine/core';
import css from './shell.module.css';

/** What keys do. */
export function Help({ opened, close }: { opened: boolean; close: () => void }) {
  const { i18n } = useLingui();
  const rows: [string[], string][] = [
    [['Ctrl', 'K'], i18n._('Go to a number, a queue or an action')],
    [['1', '4'], i18n._('Queues: mine, my team’s, unassigned, all')],
    [['5', '6', '7'], i18n._('My approvals, changes, calendar')],
    [['0'], i18n._('Take a call')],
    [['↑', 's'], i18n._('While a call is taken: to what is open, and it is the same issue')],
    [['j', 'k'], i18n._('The next and the previous one of a list')],
    [['Enter'], i18n._('Open what is under the cursor')],
    [['Esc'], i18n._('Back to the list, at the same place')],
    [['c', 'n'], i18n._('Write a comment, or a work note')],
    [['a', 'h', 'r'], i18n._('Assign, put on hold, resolve')],
    [['n'], i18n._('Where help is asked for: to the first field')],
    [['u'], i18n._('Attach files; they can be dropped or pasted too')],
    [['e', 'p', 'l'], i18n._('Edit, change the priority, link an item')],
    [['s', 'v', 'b', 'd', 't'], i18n._('Of a change: submit, assess, start, complete, add a task')],
    [['x', 'i', 'f'], i18n._('Of a change: leave items out, link records, ask for an exception from a freeze')],
    [['a', 'w', 'r', 's', 'q'], i18n._('Of a request: approve, approve with conditions, reject, abstain, ask')],
    [['x'], i18n._('Choose a request of a low risk, to approve several')],
    [['Ctrl', 'Enter'], i18n._('Send what is written')],
    [['?'], i18n._('This help')],
  ];
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={i18n._('Keyboard shortcuts')}
      closeButtonProps={{ 'aria-label': i18n._('Close') }}
    >
      <dl className={css.keys}>
        {rows.map(([keys, text]) => (
          <div key={text} style={{ display: 'contents' }}>
            <dt>
              {keys.map((key) => (
                <span key={key}>
                  <kbd>{key}</kbd>{' '}
                </span>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>{i18n._('Single keys can be switched off in the menu below your name.')}</p>
    </Modal>
  );
}
