import { resolve } from 'node:path';
import { lingui } from '@lingui/vite-plugin';
import { defineConfig } from 'vite';
import { compress } from '../compress.ts';
import { pageTexts } from './page-texts.ts';

const hub = 'http://127.0.0.1:8000';
const here = import.meta.dirname;

export default defineConfig({
  root: here,
  plugins: [
    lingui({
      macroTransform: true,
      failOnMissing: true,
      failOnCompileError: true,
      configPath: resolve(here, 'lingui.config.ts'),
    }),
    pageTexts(),
    compress(11),
  ],
  build: {
    outDir: resolve(here, '../dist/app'),
    emptyOutDir: true,
    // The hub's Content-Security-Policy allows no script and no style within a page.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { console: resolve(here, 'console.html'), store: resolve(here, 'store.html') },
      onwarn(warning, warn) {
        // Libraries mark modules "use client" for servers that render; here there is none.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  // `npm run dev` shows both pages on Vite's port and asks a hub running beside it.
  server: {
    proxy: {
      '/graphql': { target: hub, ws: true },
      '/config.json': hub,
    },
  },
});
