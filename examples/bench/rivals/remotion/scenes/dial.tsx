import { memo } from 'react';
import { CENTRE, COLOURS, curve, DOTS, onDial, RADIUS } from '../../../pictures/dial';
import { filling, HEIGHT, WIDTH } from './picture';
import { useTurn } from './turn';

/** Text and curves. */
export function Text() {
  return <Dial turn={useTurn()} />;
}

/** A tenth of the clip moves; then it stands still, for the viewer to look. */
export function Pause() {
  return <Dial turn={Math.min(useTurn(), 0.1)} />;
}

/** Two hands over 113 labelled dots, a curve of 2000 points, and a line of text, all moving with `turn`. */
function Dial({ turn }: { turn: number }) {
  return (
    <svg viewBox={`${-WIDTH / 2} ${-HEIGHT / 2} ${WIDTH} ${HEIGHT}`} style={filling} fontFamily="sans-serif">
      <title>dial</title>
      <Marks />
      <Hand colour={COLOURS.hand} tip={onDial(turn, 0.9 * RADIUS)} />
      <Hand colour={COLOURS.strong} tip={onDial(5 * turn, 0.6 * RADIUS)} />
      <polyline points={curve(turn).join(' ')} fill="none" stroke={COLOURS.curve} strokeWidth={4} />
      <Label at={[500, 440]} size={64} text={`turn ${turn.toFixed(3)}`} />
    </svg>
  );
}

/** What stands still: React need not look at it again. */
const Marks = memo(function Marks() {
  return Array.from({ length: DOTS }, (_, i) => {
    const [x, y] = onDial(i / DOTS, RADIUS);
    const [radius, colour] = i % 10 === 0 ? [9, COLOURS.strong] : [5, COLOURS.dot];
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its number.
      <g key={i}>
        <circle cx={x} cy={y} r={radius} fill={colour} />
        <Label at={onDial(i / DOTS, RADIUS + 34)} size={18} text={String(i)} />
      </g>
    );
  });
});

function Hand({ colour, tip: [x, y] }: { colour: string; tip: [number, number] }) {
  const [x1, y1] = CENTRE;
  return <line x1={x1} y1={y1} x2={x} y2={y} stroke={colour} strokeWidth={12} strokeLinecap="round" />;
}

/** Text whose middle is at a place. */
function Label({ at: [x, y], size, text }: { at: [number, number]; size: number; text: string }) {
  return (
    <text x={x} y={y} fill={COLOURS.text} fontSize={size} textAnchor="middle" dominantBaseline="central">
      {text}
    </text>
  );
}
