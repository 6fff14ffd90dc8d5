import '@mantine/core/styles.css';
import './app/global.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { createTheme, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { client } from './app/client';
import { speak } from './app/language';
import { start } from './app/session';
import { settings } from './app/settings';
import { Entrance } from './shell/Entrance';

const theme = createTheme({
  fontFamily:
    'Inter, system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

// What holds the page still behind a dialog writes a style of its own, and looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: settings.nonce });

await speak();
const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page has no place for the console');
}
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => settings.nonce}>
        <Provider value={client}>
          <Entrance />
        </Provider>
      </MantineProvider>
    </I18nProvider>
  </StrictMode>,
);
await start();
