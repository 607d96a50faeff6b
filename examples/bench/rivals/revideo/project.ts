import { makeProject } from '@revideo/core';
import pause from './scenes/pause';
import quads from './scenes/quads';
import surface from './scenes/surface';
import text from './scenes/text';

const scenes = { text, quads, surface, pause };

/** One of the scenes as a project, at the size and the rate of a clip. */
export function bench(scene: keyof typeof scenes, size: { width: number; height: number }, fps: number) {
  return makeProject({
    name: 'bench',
    scenes: [scenes[scene]],
    settings: {
      shared: { size: { x: size.width, y: size.height } },
      rendering: { exporter: { name: '@revideo/core/wasm' }, fps },
    },
  });
}
