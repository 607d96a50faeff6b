import { all } from '@motion-canvas/core';
import { Bracket } from '../../../src/nodes/bracket';
import { roles } from '../../../src/theme';
import { makeExample } from '../example';

/** A bracket towards each side: in its middle, or at its end, stands how many things it holds. */
export default makeExample(function* (view) {
  const look = { length: 500, depth: 40, fontSize: 64, stroke: roles.sum, drawn: 0 } as const;
  const brackets = [
    new Bracket({ ...look, opens: 'left', position: [-420, 0], text: '114' }),
    new Bracket({ ...look, opens: 'right', position: [420, 0], text: '512', textAt: 'end' }),
    new Bracket({ ...look, opens: 'up', position: [0, 200], text: '128' }),
    new Bracket({ ...look, opens: 'down', position: [0, -200], text: '32' }),
  ];
  view.add(brackets);
  yield* all(...brackets.map((bracket) => bracket.drawn(1, 1.2)));
});
