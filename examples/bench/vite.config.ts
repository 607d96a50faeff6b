import motionCanvas from '@motion-canvas/vite-plugin';
import { defineConfig } from 'vite';

// The plugin is a CommonJS module: under native ES modules its default export arrives wrapped.
const plugin = 'default' in motionCanvas ? (motionCanvas.default as typeof motionCanvas) : motionCanvas;

/** The scenes on which `bench render` compares renderers. */
export default defineConfig({
  plugins: [plugin({ project: './project.ts' })],
  server: { host: '127.0.0.1', port: 9002, strictPort: true },
});
