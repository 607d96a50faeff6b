import { Circle, Layout, Line, Txt } from '@revideo/2d';
import type { SimpleSignal } from '@revideo/core';
import { CENTRE, COLOURS, curve, DOTS, onDial, RADIUS } from '../../../pictures/dial';

/** Two hands over 113 labelled dots, a curve of 2000 points, and a line of text, all moving with `turn`. */
export function dial(turn: SimpleSignal<number>) {
  const line = new Txt({
    ...{ text: 'turn', fill: COLOURS.text, fontFamily: 'sans-serif', fontSize: 64 },
    position: [500, 440],
  });
  // A text that follows a signal from the start makes a node while it is drawn, when Revideo has no scene at hand.
  line.text(() => `turn ${turn().toFixed(3)}`);
  const marks = Array.from({ length: DOTS }, (_, i) => i);
  return (
    <Layout>
      {marks.map((i) => (
        <Circle
          size={i % 10 === 0 ? 18 : 10}
          fill={i % 10 === 0 ? COLOURS.strong : COLOURS.dot}
          position={onDial(i / DOTS, RADIUS)}
        />
      ))}
      {marks.map((i) => (
        <Txt
          text={String(i)}
          fill={COLOURS.text}
          fontFamily={'sans-serif'}
          fontSize={18}
          position={onDial(i / DOTS, RADIUS + 34)}
        />
      ))}
      <Line
        points={() => [CENTRE, onDial(turn(), 0.9 * RADIUS)]}
        stroke={COLOURS.hand}
        lineWidth={12}
        lineCap={'round'}
      />
      <Line
        points={() => [CENTRE, onDial(5 * turn(), 0.6 * RADIUS)]}
        stroke={COLOURS.strong}
        lineWidth={12}
        lineCap={'round'}
      />
      <Line points={() => curve(turn())} stroke={COLOURS.curve} lineWidth={4} />
      {line}
    </Layout>
  );
}
