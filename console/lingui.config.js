import { formatter } from '@lingui/format-po';

/** English is what the sources say; a message without its Chinese fails the build (`lingui compile --strict`). */
export default {
  sourceLocale: 'en',
  locales: ['en', 'zh'],
  catalogs: [
    { path: 'src/locales/{locale}/messages', include: ['src'], exclude: ['**/generated/**', '**/locales/**'] },
  ],
  // Else as the file system lists the sources, and each build would write them anew.
  orderBy: 'messageId',
  format: formatter({ lineNumbers: false, origins: false }),
};
