import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  delay,
  easeInOutSine,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Axes } from '../../nodes/axes';
import { Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { ResidueAxis } from '../../nodes/residue-axis';
import { StemSpectrum } from '../../nodes/stem-spectrum';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { ROWS, rowPlaces } from './layout';
import { amplitudeFrame, highest, listed, type Stage } from './stage';
import type { WindingMachine } from './wound';

/** A wave of which one frequency holds this share may be called almost pure. */
const PURE = 0.9;

/** A neuron for each key frequency, its wave and its spectrum side by side: the same few frequencies everywhere. */
export function* neurons({ root, caption, data }: Stage, machine: WindingMachine): ThreadGenerator {
  const { p, half, keys, rows, lead, followers } = data;
  const { pitch, middles } = rowPlaces(rows.length);
  const unit = (0.42 * pitch) / Math.max(...rows.flatMap(({ wave }) => Array.from(wave, Math.abs)));
  const rect = (row: number) => ({
    left: ROWS.spectrum.left,
    top: (middles[row] ?? 0) - 0.42 * pitch,
    width: ROWS.spectrum.width,
    height: 0.84 * pitch,
  });
  const names: Label[] = [];
  const traces: WaveTrace[] = [];
  const spectra: StemSpectrum[] = [];
  const frames = rows.map((_, i) => amplitudeFrame(half, highest(rows), rect(i), 1.45));
  rows.forEach(({ neuron, wave, amplitudes, top }, i) => {
    const frame = frames[i];
    if (frame === undefined) return;
    const y = middles[i] ?? 0;
    const color = keys.find(({ k }) => k === top)?.color ?? palette.accent;
    names.push(
      (
        <Label
          text={`neuron ${neuron}`}
          fontSize={sizes.small}
          fill={palette.muted}
          position={[ROWS.name, y]}
          offset={[-1, 0]}
          opacity={0}
        />
      ) as Label,
    );
    if (neuron === lead.neuron) {
      traces.push(machine.trace);
      spectra.push(machine.spectrum);
      return;
    }
    traces.push(
      (
        <WaveTrace
          values={wave}
          position={[ROWS.wave.x, y]}
          width={ROWS.wave.width}
          unit={unit}
          to={-1}
          lineWidth={strokes.hair}
          dot={2.5}
          baseline={() => names[i]?.opacity() ?? 0}
        />
      ) as WaveTrace,
    );
    spectra.push(
      (
        <StemSpectrum frame={frame} values={amplitudes} upTo={0} marks={[{ k: top, color }]} opacity={0} />
      ) as StemSpectrum,
    );
  });
  const rulers = createRef<Node>();
  const bottom = (middles.at(-1) ?? 0) + pitch / 2;
  // A ruler for all spectra: a plot without height.
  const ruler = amplitudeFrame(half, 1, { ...ROWS.spectrum, top: bottom - 6, height: 6 }, 1);
  const board = createRef<Node>();
  root.add(
    <Node ref={board}>
      <Node ref={rulers} opacity={0}>
        <Label
          text={'over x, while y = 0'}
          fill={palette.muted}
          fontSize={sizes.small}
          position={[ROWS.wave.x - ROWS.wave.width / 2, ROWS.top - 30]}
          offset={[-1, 0]}
        />
        <Label
          text={'amplitude of frequency k'}
          fill={palette.muted}
          fontSize={sizes.small}
          position={[ROWS.spectrum.left, ROWS.top - 30]}
          offset={[-1, 0]}
        />
        <ResidueAxis count={p} width={ROWS.wave.width} position={[ROWS.wave.x, bottom]} />
        <Label
          text={'x'}
          fill={roles.x}
          fontSize={sizes.small}
          position={[ROWS.wave.x + ROWS.wave.width / 2 + 40, bottom + 28]}
        />
        <Axes frame={ruler} xName={''} yName={''} yLabel={() => ''} yGap={1e4} />
        <Label
          text={'k'}
          fontSize={sizes.small}
          position={[ROWS.spectrum.left + ROWS.spectrum.width + 20, bottom + 24]}
        />
      </Node>
      {names}
      {[...traces, ...spectra].filter((node) => node !== machine.trace && node !== machine.spectrum)}
    </Node>,
  );
  const place = rows.indexOf(lead);
  const target = rect(place);
  const { frame } = machine;

  yield* waitUntil('neurons');
  yield* all(
    caption.say(
      rows.every(({ share }) => share >= PURE)
        ? 'Other neurons are waves as well, each almost pure.'
        : 'Other neurons are waves as well, each with one frequency ahead.',
    ),
    ...[
      machine.winding,
      machine.readings,
      machine.distance,
      machine.heading,
      machine.ruler,
      machine.axes,
      machine.amplitudeName,
    ].map((part) => part.opacity(0, tempo.quick, ease.move)),
    delay(
      0.2,
      all(
        machine.trace.position([ROWS.wave.x, middles[place] ?? 0], tempo.slow, ease.move),
        machine.trace.width(ROWS.wave.width, tempo.slow, ease.move),
        machine.trace.unit(unit, tempo.slow, ease.move),
        machine.trace.dot(2.5, tempo.slow, ease.move),
        frame.left(target.left, tempo.slow, ease.move),
        frame.top(target.top, tempo.slow, ease.move),
        frame.width(target.width, tempo.slow, ease.move),
        frame.height(target.height, tempo.slow, ease.move),
        machine.spectrum.numbers(0, tempo.slow, ease.move),
        delay(1.2, rulers().opacity(1, tempo.normal, ease.enter)),
        delay(1.2, names[place]?.opacity(1, tempo.normal, ease.enter) ?? waitFor(0)),
      ),
    ),
  );
  machine.trace.baseline(1);
  const others = rows.map((_, i) => i).filter((i) => i !== place);
  yield* all(
    ...others.map((i, order) =>
      delay(
        0.7 * order,
        all(
          names[i]?.opacity(1, tempo.normal, ease.enter) ?? waitFor(0),
          traces[i]?.to(p - 1, 1.6, easeInOutSine) ?? waitFor(0),
          delay(0.6, spectra[i]?.opacity(1, tempo.quick) ?? waitFor(0)),
          delay(0.6, spectra[i]?.upTo(half, 1.4, easeInOutSine) ?? waitFor(0)),
          delay(1.6, spectra[i]?.lit(1, tempo.normal) ?? waitFor(0)),
          delay(1.6, spectra[i]?.labelled(1, tempo.normal) ?? waitFor(0)),
        ),
      ),
    ),
  );
  yield* waitFor(0.6);
  yield* caption.say(`Again and again the same few frequencies: ${listed(keys.map(({ k }) => k))}.`);
  yield* waitFor(2.2);
  yield* caption.say(
    `${followers.count} of the ${followers.of} neurons follow one of them, to ${percent(followers.share, 0)} of their variance or more.`,
  );
  yield* waitFor(2.8);
  yield* all(
    ...[board(), machine.trace, machine.spectrum].map((part) => part.opacity(0, tempo.normal, ease.move)),
  );
  for (const part of [board(), ...Object.values(machine).filter((part) => part instanceof Node)])
    part.remove();
}
