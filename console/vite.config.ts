import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: '/app/',
  plugins: [react()],
  server: { proxy: Object.fromEntries(['/graphql', '/session', '/complaints', '/documents', '/forum-posts', '/archives', '/imports', '/reports'].map((path) => [path, 'http://127.0.0.1:8080'])) },
  build: {
    outDir: 'target/classes/static/app',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
  },
  test: { environment: 'node' },
});
