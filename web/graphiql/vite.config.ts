import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { compress } from '../compress.ts';

const hub = 'http://127.0.0.1:8000';

export default defineConfig({
  // The hub serves the built page as GET /graphql and its files under /graphiql/.
  root: import.meta.dirname,
  base: '/graphiql/',
  plugins: [compress(5)],
  worker: { format: 'es' },
  build: {
    outDir: resolve(import.meta.dirname, '../dist/graphiql'),
    emptyOutDir: true,
    // The editor is one large chunk; it is loaded once and from the hub itself.
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      onwarn(warning, warn) {
        // Libraries mark modules "use client" for servers that render; here there is none.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  // `npm run dev:graphiql` shows the page on Vite's port and asks a hub running beside it.
  server: {
    proxy: {
      '/graphql': { target: hub, ws: true },
      '/config.json': hub,
    },
  },
});
