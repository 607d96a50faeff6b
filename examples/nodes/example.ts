import { makeScene2D, type View2D } from '@motion-canvas/2d';
import { type ThreadGenerator, waitFor } from '@motion-canvas/core';
import { loadFonts, palette } from '../../src/theme';

/** A scene on the film's page, with the film's fonts, that rests for a moment at its end. */
export function makeExample(story: (view: View2D) => ThreadGenerator) {
  return makeScene2D(function* (view) {
    view.fill(palette.background);
    yield loadFonts();
    yield* story(view);
    yield* waitFor(0.5);
  });
}
