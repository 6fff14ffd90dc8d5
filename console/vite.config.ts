import { defineConfig } from 'vite';

// Relative addresses: the server says where the console is.
export default defineConfig({
  base: './',
  build: {
    outDir: 'target/dist',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Nothing inline: the policy of the page takes no data for scripts and styles.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // There are no server components here, which 'use client' would tell from others.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
