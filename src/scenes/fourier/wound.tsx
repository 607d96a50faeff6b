import { Circle, Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  easeInOutSine,
  linear,
  type SimpleSignal,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { Digits, Label } from '../../nodes/label';
import { decimal, percent } from '../../nodes/number-format';
import type { PlotFrame } from '../../nodes/plot-frame';
import { ResidueAxis } from '../../nodes/residue-axis';
import { StemSpectrum } from '../../nodes/stem-spectrum';
import { WaveTrace } from '../../nodes/wave-trace';
import { Winding } from '../../nodes/winding';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { OPENING, SPECTRUM, WAVE, WINDING } from './layout';
import { amplitudeFrame, highest, type Stage } from './stage';

/** One neuron's wave, the machine that winds it up, and the spectrum that comes out. */
export interface WindingMachine {
  readonly trace: WaveTrace;
  readonly frame: PlotFrame;
  readonly spectrum: StemSpectrum;
  readonly winding: Winding;
  readonly turns: SimpleSignal<number>;
  readonly x: SimpleSignal<number>;
  /** Opacity of the dot that runs along the wave. */
  readonly head: SimpleSignal<number>;
  readonly heading: Node;
  readonly ruler: Node;
  readonly axes: Axes;
  readonly amplitudeName: Node;
  readonly readings: Node;
  readonly distance: Node;
}

/** Builds the machine; nothing of it is seen yet. */
export function buildMachine({ root, data }: Stage): WindingMachine {
  const { p, half, keys, lead, rows } = data;
  const { wave, amplitudes, top, neuron } = lead;
  const reach = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const color = keys.find(({ k }) => k === top)?.color ?? palette.accent;
  const frame = amplitudeFrame(half, highest(rows), SPECTRUM, 1.45);
  const turns = createSignal(1);
  const x = createSignal(-1);
  const head = createSignal(0);
  const trace = createRef<WaveTrace>();
  const winding = createRef<Winding>();
  const spectrum = createRef<StemSpectrum>();
  const axes = createRef<Axes>();
  const heading = createRef<Node>();
  const ruler = createRef<Node>();
  const amplitudeName = createRef<Node>();
  const readings = createRef<Node>();
  const distance = createRef<Node>();
  root.add(
    <>
      <Node
        ref={heading}
        position={() =>
          trace()
            .position()
            .sub([trace().width() / 2, trace().unit() * reach + 70])
        }
        opacity={0}
      >
        <Label text={`neuron ${neuron}`} offset={[-1, 0]} />
        <Label
          text={'over x, while y = 0'}
          fill={palette.muted}
          fontSize={sizes.small}
          offset={[-1, 0]}
          x={185}
          y={2}
        />
      </Node>
      <Node
        ref={ruler}
        position={() =>
          trace()
            .position()
            .add([0, trace().unit() * reach + 30])
        }
        opacity={0}
      >
        <ResidueAxis count={p} width={() => trace().width()} />
        <Label text={'x'} fill={roles.x} position={() => [trace().width() / 2 + 46, 26]} />
      </Node>
      <WaveTrace
        ref={trace}
        values={wave}
        position={[OPENING.x, OPENING.y]}
        width={OPENING.width}
        unit={OPENING.half / reach}
        to={-1}
        lineWidth={strokes.hair}
        dot={6}
        baseline={() => heading().opacity()}
      />
      <Circle size={24} fill={palette.accent} opacity={head} position={() => trace().pointAt(x())} />
      <Axes ref={axes} frame={frame} xName={'frequency k'} yName={''} yGap={60} shown={0} />
      <Node ref={amplitudeName} position={[SPECTRUM.left, SPECTRUM.top - 26]} opacity={0}>
        <Label text={'amplitude'} offset={[-1, 0]} />
      </Node>
      <StemSpectrum
        ref={spectrum}
        frame={frame}
        values={amplitudes}
        upTo={0}
        marks={[{ k: top, color }]}
        reading={(_, value) => decimal(value, 2)}
        opacity={0}
      />
      <Winding
        ref={winding}
        position={[WINDING.x, WINDING.y]}
        values={wave}
        turns={turns}
        unit={WINDING.radius / reach}
        to={-1}
        massColor={color}
        opacity={0}
      />
      <Node ref={readings} position={[WINDING.x, WINDING.y + WINDING.radius + 60]} opacity={0}>
        <Digits text={() => `k = ${windings(turns())}`} offset={[-1, 0]} x={-235} fontSize={sizes.heading} />
        <Label text={'times round'} fill={palette.muted} offset={[-1, 0]} x={70} y={6} />
      </Node>
      <Node ref={distance} position={[WINDING.x, WINDING.y + WINDING.radius + 122]} opacity={0}>
        <Label text={'centre of mass at'} fill={color} offset={[-1, 0]} x={-235} />
        <Digits
          text={() => decimal(winding().massDistance(), 3)}
          offset={[-1, 0]}
          x={30}
          fontSize={sizes.label}
        />
      </Node>
    </>,
  );
  return {
    trace: trace(),
    frame,
    spectrum: spectrum(),
    winding: winding(),
    turns,
    x,
    head,
    heading: heading(),
    ruler: ruler(),
    axes: axes(),
    amplitudeName: amplitudeName(),
    readings: readings(),
    distance: distance(),
  };
}

/** What a discrete Fourier transform does: a wave is wound round and round, once for every frequency. */
export function* windUp({ caption, data }: Stage, machine: WindingMachine): ThreadGenerator {
  const { p, half, lead } = data;
  const { trace, spectrum, winding, turns, x, head, heading, ruler, axes, readings, distance } = machine;
  const key = lead.top;
  const amplitude = decimal(lead.amplitudes[key - 1] ?? 0, 2);

  yield* waitFor(0.3);
  yield* all(
    caption.say(`One neuron, while x runs over its ${p} values: a wave.`),
    heading.opacity(1, tempo.normal, ease.enter),
    ruler.opacity(1, tempo.normal, ease.enter),
    delay(0.4, trace.to(p - 1, 2.6, easeInOutSine)),
  );
  yield* waitFor(0.6);
  yield* waitUntil('wind');
  x(0);
  const shrink = WAVE.half / OPENING.half;
  yield* all(
    trace.position([WAVE.x, WAVE.y], tempo.slow, ease.move),
    trace.width(WAVE.width, tempo.slow, ease.move),
    trace.unit(trace.unit() * shrink, tempo.slow, ease.move),
    trace.dot(4, tempo.slow, ease.move),
    caption.say('Wind it round a point: one turn while x runs through, as far out as the wave is high.'),
    delay(1, winding.opacity(1, tempo.normal, ease.enter)),
    delay(1, winding.hand(1, tempo.normal, ease.enter)),
    delay(1, head(1, tempo.normal, ease.enter)),
    delay(1, readings.opacity(1, tempo.normal, ease.enter)),
  );
  winding.to(() => x());
  yield* all(
    x(p - 1, 6.5, easeInOutSine),
    delay(3, caption.say('Where the wave is below zero, it lands on the other side.')),
  );
  winding.to(p - 1);
  yield* all(winding.hand(0, tempo.quick, ease.move), head(0, tempo.quick, ease.move));
  yield* waitUntil('mass');
  yield* all(
    caption.say(
      key === 1
        ? `The centre of mass of the ${p} points lies far out.`
        : `The centre of mass of the ${p} points: wound once, it stays near the middle.`,
    ),
    winding.mass(1, tempo.normal, ease.enter),
    distance.opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(1.6);

  yield* waitUntil('faster');
  yield* all(
    caption.say('Wind it faster. The height of each stem says how far out the centre of mass was.'),
    axes.shown(1, tempo.slow, linear),
    machine.amplitudeName.opacity(1, tempo.slow, ease.enter),
    spectrum.opacity(1, tempo.quick),
    spectrum.upTo(1, tempo.slow, ease.move),
  );
  spectrum.upTo(() => turns());
  for (const k of [2, 3].filter((slow) => slow < key)) {
    yield* turns(k, 1.1, ease.move);
    yield* waitFor(0.5);
  }
  const before = Math.max(turns(), key - 1);
  if (before > turns()) yield* turns(before, Math.min(4, 0.8 * (before - turns())), easeInOutSine);
  if (key > 1) {
    yield* waitUntil('key');
    yield* all(
      caption.say(`Wound ${key} times, all its crests come to lie on one side.`),
      turns(key, 1.8, ease.move),
    );
  }
  yield* all(spectrum.lit(1, tempo.normal), spectrum.labelled(1, tempo.normal));
  yield* waitFor(1.6);
  yield* caption.say(`Twice its distance is the amplitude of frequency ${key}: ${amplitude}.`);
  yield* waitFor(2.4);

  yield* waitUntil('spectrum');
  yield* all(
    caption.say(`Wind it with every k up to ${half}: that is a discrete Fourier transform.`),
    delay(0.5, turns(half, 7, easeInOutSine)),
  );
  yield* waitFor(0.4);
  yield* caption.say(
    `One stem stands out. A single frequency holds ${percent(lead.share)} of this wave’s variance.`,
  );
  yield* waitFor(2.6);
}

/** A number of windings: whole, or on the way with one decimal. */
function windings(turns: number): string {
  return Math.abs(turns - Math.round(turns)) < 0.005 ? String(Math.round(turns)) : decimal(turns, 1);
}
