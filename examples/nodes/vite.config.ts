import motionCanvas from '@motion-canvas/vite-plugin';
import { defineConfig } from 'vite';

// The plugin is a CommonJS module: under native ES modules its default export arrives wrapped.
const plugin = 'default' in motionCanvas ? (motionCanvas.default as typeof motionCanvas) : motionCanvas;

/** One small scene for each node of the drawing kit. The fonts come from the film's assets. */
export default defineConfig({
  plugins: [plugin({ project: './project.ts' })],
  publicDir: '../../assets',
  server: { host: '127.0.0.1', port: 9001, strictPort: true },
});
