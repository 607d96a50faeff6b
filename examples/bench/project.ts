import { makeProject } from '@motion-canvas/core';
import pause from './scenes/pause?scene';
import quads from './scenes/quads?scene';
import surface from './scenes/surface?scene';
import text from './scenes/text?scene';

export default makeProject({ name: 'bench', scenes: [text, quads, surface, pause] });
