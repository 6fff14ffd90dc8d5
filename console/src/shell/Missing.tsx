import { useLingui } from '@lingui/react';
import { Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** There is nothing at this address, or nothing for this reader: the two are told alike. */
export function Missing() {
  const { i18n } = useLingui();
  return (
    <Stack align="center" justify="center" h="60vh" gap="sm">
      <Title order={1} size="h3">
        {i18n._('Nothing is here')}
      </Title>
      <Text>{i18n._('It does not exist, or you may not see it. Check the number.')}</Text>
      <Button component={Link} to="/" variant="default">
        {i18n._('Go to my queue')}
      </Button>
    </Stack>
  );
}
