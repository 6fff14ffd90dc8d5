import { useLingui } from '@lingui/react';
import { Alert, Button, Group } from '@mantine/core';
import type { CombinedError } from 'urql';
import { failureOf } from './refusals';

/** Why something could not be read or done, and what to do about it. */
export function Failed({ error, again }: { error: CombinedError; again?: () => void }) {
  const { i18n } = useLingui();
  const failure = failureOf(error);
  let text: string;
  switch (failure.kind) {
    case 'away':
      text = i18n._('Mainstay does not answer. What you have typed is kept; try again in a moment.');
      break;
    case 'forbidden':
      text = i18n._('Your roles do not allow this. Ask whoever administers Mainstay.');
      break;
    case 'busy':
      text = i18n._('Too much was asked at once. Try again in a moment.');
      break;
    case 'fault':
      text = failure.traceId
        ? i18n._('Something went wrong in Mainstay. Its operator finds it as {traceId}.', { traceId: failure.traceId })
        : failure.message;
      break;
  }
  return (
    <Alert color="red" variant="light" role="alert">
      <Group justify="space-between" wrap="nowrap">
        <span>{text}</span>
        {again && (
          <Button size="compact-sm" variant="default" onClick={again}>
            {i18n._('Try again')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
