import { type FullSceneDescription, makeProject } from '@motion-canvas/core';

/** Every file under `scenes/` is an example: a new one needs no entry here. */
const scenes = import.meta.glob<FullSceneDescription>('./scenes/*.tsx', {
  query: '?scene',
  import: 'default',
  eager: true,
});

export default makeProject({ name: 'nodes', scenes: Object.values(scenes) });
