import { useLingui } from '@lingui/react';
import { Button, Stack, Text, Title } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { ViewerDocument } from '../app/documents';
import { router } from '../app/router';
import { session, signIn } from '../app/session';
import { useStore } from '../app/store';
import { ViewerContext } from '../app/viewer';
import css from './shell.module.css';

const AGAIN_SECONDS = 10;

/** What is seen before somebody is signed in and known; then the console itself. */
export function Entrance() {
  const { i18n } = useLingui();
  const state = useStore(session);
  switch (state.kind) {
    case 'starting':
      return <Notice title={i18n._('Signing in…')} />;
    case 'unreachable':
      return (
        <Retrying
          title={i18n._('The sign-in service does not answer')}
          text={i18n._('Nobody can sign in until it does. Who is signed in already works on.')}
          retry={() => void signIn()}
        />
      );
    case 'refused':
      return (
        <Notice title={i18n._('The sign-in service refuses')} text={state.reason}>
          <Button onClick={() => void signIn()}>{i18n._('Sign in again')}</Button>
        </Notice>
      );
    default:
      return <Known />;
  }
}

function Known() {
  const { i18n } = useLingui();
  const [{ data, error }, again] = useQuery({ query: ViewerDocument });
  if (data) {
    return (
      <ViewerContext value={data.viewer}>
        <RouterProvider router={router} />
      </ViewerContext>
    );
  }
  if (error) {
    return (
      <Retrying
        title={i18n._('Mainstay does not answer')}
        text={i18n._('You are signed in. The console opens as soon as Mainstay is there again.')}
        retry={() => again({ requestPolicy: 'network-only' })}
      />
    );
  }
  return <Notice title={i18n._('Opening…')} />;
}

function Retrying({ title, text, retry }: { title: string; text: string; retry: () => void }) {
  const { i18n } = useLingui();
  const [left, setLeft] = useState(AGAIN_SECONDS);
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => before - 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) {
      setLeft(AGAIN_SECONDS);
      retry();
    }
  }, [left, retry]);
  return (
    <Notice title={title} text={text}>
      <Text c="dimmed">{i18n._('Tries again in {left} s', { left: Math.max(left, 0) })}</Text>
      <Button variant="default" onClick={retry}>
        {i18n._('Try now')}
      </Button>
    </Notice>
  );
}

function Notice({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <main className={css.notice}>
      <Stack align="center" gap="sm">
        <span className={css.brandMark} aria-hidden="true" />
        <Title order={1} size="h3">
          {title}
        </Title>
        {text && <Text maw={420}>{text}</Text>}
        {children}
      </Stack>
    </main>
  );
}
