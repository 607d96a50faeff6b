import ffmpegPlugin from '@motion-canvas/ffmpeg';
import motionCanvasPlugin from '@motion-canvas/vite-plugin';
import { defineConfig } from 'vite';

// Both are CommonJS modules: under native ES modules their default exports arrive wrapped.
const ffmpeg = ffmpegPlugin.default ?? ffmpegPlugin;
const motionCanvas = motionCanvasPlugin.default ?? motionCanvasPlugin;

/** The scenes of `examples/bench` with Motion Canvas's exporter to ffmpeg, as its users configure it. */
export default defineConfig({
  plugins: [motionCanvas({ project: './project.ts' }), ffmpeg()],
  // The scenes lie above this folder; they and the exporter must share one Motion Canvas.
  resolve: { dedupe: ['@motion-canvas/2d', '@motion-canvas/core'] },
  // A file that is saved while a film is made must not load its page anew.
  server: { host: '127.0.0.1', fs: { allow: ['../..'] }, watch: null },
});
