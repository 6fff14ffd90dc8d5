import { useLingui } from '@lingui/react';
import { ActionIcon, Alert, Button, Group, Popover } from '@mantine/core';
import { useState } from 'react';

/** Says before saving that what is edited was approved, or is to be. */
export function Withdrawing() {
  const { i18n } = useLingui();
  return (
    <Alert color="yellow" variant="light" role="status" data-testid="withdrawing">
      {i18n._('Saving this withdraws the approvals given so far. Whoever has to approve is asked anew.')}
    </Alert>
  );
}

/** Takes a line of a list back: by a click, or where that withdraws approvals by a second one that says so. */
export function TakeBack(props: { label: string; withdrawing: boolean; take: () => void }) {
  const { i18n } = useLingui();
  const [asking, setAsking] = useState(false);
  const take = () => {
    setAsking(false);
    props.take();
  };
  return (
    <Popover opened={asking} onChange={setAsking} position="bottom-end" width={320} trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={props.label}
          onClick={() => (props.withdrawing ? setAsking(true) : take())}
        >
          ✕
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={props.label}>
        <Withdrawing />
        <Group gap="xs" mt="xs">
          <Button size="compact-xs" onClick={take}>
            {props.label}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setAsking(false)}>
            {i18n._('Keep')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
