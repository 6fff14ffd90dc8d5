import { useLingui } from '@lingui/react';
import { Button, Group } from '@mantine/core';
import { signInAnew } from '../app/session';
import { type Refusal, wantsFreshLogin } from './refusals';

/** The way to a fresh login, where something was refused for want of one. What was typed is there again afterwards. */
export function FreshLogin({ refusals }: { refusals: readonly Refusal[] }) {
  const { i18n } = useLingui();
  if (!wantsFreshLogin(refusals)) return null;
  return (
    <Group>
      <Button size="xs" onClick={() => void signInAnew()}>
        {i18n._('Sign in again')}
      </Button>
    </Group>
  );
}
