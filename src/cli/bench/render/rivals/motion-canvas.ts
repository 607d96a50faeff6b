import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BenchClip, Contestant } from '../contestant';
import { limitFor } from './limit';
import { runTool } from './run-tool';

/** How Motion Canvas makes its film: its exporter to ffmpeg does it, or ffmpeg makes one from its pictures. */
export const WAYS = { ffmpeg: 'its ffmpeg exporter', pictures: 'its image sequence, then ffmpeg' } as const;

/** What the process that films is told, as JSON, in its only argument. */
export interface MotionCanvasRequest {
  readonly clip: BenchClip;
  readonly out: string;
  readonly way: keyof typeof WAYS;
}

const PROCESS = fileURLToPath(new URL('./film-with-motion-canvas.ts', import.meta.url));

/** Motion Canvas, as its editor films: each time in a process that starts its server and a browser. */
export function motionCanvas(version: string): Contestant[] {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return (['ffmpeg', 'pictures'] as const).map((way) => {
    const name = `Motion Canvas ${version}, ${WAYS[way]}`;
    return {
      name,
      film: async (clip, out, signal) => {
        const request: MotionCanvasRequest = { clip, out, way };
        const args = ['--import', loader, PROCESS, JSON.stringify(request)];
        await runTool({ name, program: process.execPath, args, limit: limitFor(clip) }, signal);
        return undefined;
      },
    };
  });
}
