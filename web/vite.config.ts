import { defineConfig } from 'vite';

const hub = 'http://127.0.0.1:8000';

export default defineConfig({
  // The hub serves this folder's dist/ under /graphiql/ and its index.html as GET /graphql.
  base: '/graphiql/',
  worker: { format: 'es' },
  build: {
    // The editor is one large chunk; it is loaded once and from the hub itself.
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
    rollupOptions: {
      onwarn(warning, warn) {
        // Libraries mark modules "use client" for servers that render; here there is none.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  // `npm run dev` shows the page on Vite's port and asks a hub running beside it.
  server: {
    proxy: {
      '/graphql': { target: hub, ws: true },
      '/graphiql/config.json': hub,
    },
  },
});
