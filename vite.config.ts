import { fileURLToPath } from 'node:url';
import motionCanvas from '@motion-canvas/vite-plugin';
import { defineConfig } from 'vite';
import { publicFolder } from './src/recording/public-folder-node';

// The plugin is a CommonJS module: under native ES modules its default export arrives wrapped.
const plugin = 'default' in motionCanvas ? (motionCanvas.default as typeof motionCanvas) : motionCanvas;

/** The film: the editor (`npm start`) and the renderer build the same project with the same settings. */
export default defineConfig({
  plugins: [plugin({ project: './src/scenes/project.ts', output: './output' })],
  // Runs and fonts are read from the site's root: /runs/<run>/run.json, /fonts/….
  publicDir: publicFolder(fileURLToPath(new URL('assets', import.meta.url)), process.env.CLOCKWORK_RUNS),
  envPrefix: ['VITE_', 'CLOCKWORK_'],
  server: { host: '127.0.0.1', port: 9000, strictPort: true },
});
