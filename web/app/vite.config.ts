import { resolve } from 'node:path';
import { lingui } from '@lingui/vite-plugin';
import { defineConfig } from 'vite';
import { compress } from '../compress.ts';
import { pageTexts } from './page-texts.ts';

const hub = 'http://127.0.0.1:8000';
const here = import.meta.dirname;

const FIRST = new RegExp(
  [
    'node_modules/(react|react-dom|scheduler|use-sync-external-store|@tanstack|@lingui|urql|@urql/core|wonka|@0no-co)/',
    'src/hub/(?!words|export|ExportMenu|SavedViews|Withheld|following|Feeds|feeds)',
    'src/ui/(Button|Dialog|Toasts|format|icons|states)\\.',
  ].join('|'),
);

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
      // What both pages load first is one file: many small ones compress worse, 124 kB for the shop instead of 117.
      output: { codeSplitting: { groups: [{ name: 'first', test: FIRST, minShareCount: 2 }] } },
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
