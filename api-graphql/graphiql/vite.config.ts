import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/graphiql/',
  plugins: [react()],
  build: {
    outDir: '../target/classes/static/graphiql',
    emptyOutDir: true,
    chunkSizeWarningLimit: 6000,
  },
});
