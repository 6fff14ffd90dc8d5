import { formatter } from '@lingui/format-po';

/** English is what the sources say; a message without its Chinese fails the build (`lingui compile --strict`). */
export default {
  sourceLocale: 'en',
  locales: ['en', 'zh'],
  catalogs: [
    { path: 'src/locales/{locale}/messages', include: ['src'], exclude: ['**/generated/**', '**/locales/**'] },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
};
