import { all, createRef, createSignal } from '@motion-canvas/core';
import { Axes } from '../../../src/nodes/axes';
import { decimal } from '../../../src/nodes/number-format';
import { PlotAxis, PlotFrame } from '../../../src/nodes/plot-frame';
import { PlotLevel } from '../../../src/nodes/plot-level';
import { mix } from '../../../src/nodes/plot-scale';
import { StemSpectrum } from '../../../src/nodes/stem-spectrum';
import { ease, frequencyColor } from '../../../src/theme';
import { makeExample } from '../example';

/** A dense spectrum becomes sparse: three marked stems keep their height, with live values, above a line. */
export default makeExample(function* (view) {
  const kept = [4, 5, 19];
  const marks = kept.map((k, i) => ({ k, color: frequencyColor(i) }));
  const time = createSignal(0);
  const values = () =>
    Float64Array.from({ length: 29 }, (_, i) =>
      kept.includes(i + 1) ? 2 + 0.1 * i : mix(1.5 + 0.3 * Math.sin(7 * i), 0.05, time()),
    );
  const frame = new PlotFrame(
    new PlotAxis({ linear: [0, 30], log: [1, 30] }),
    new PlotAxis({ linear: [0, 5], log: [0.01, 10] }),
    { left: -760, top: -380, width: 1380, height: 760 },
  );
  const stems = createRef<StemSpectrum>();
  const level = createRef<PlotLevel>();
  view.add(
    <>
      <Axes frame={frame} xName={'frequency'} yName={'norm'} />
      <PlotLevel ref={level} frame={frame} value={() => 3 * (values()[0] ?? 0)} text={'3 × the first'} />
      <StemSpectrum
        ref={stems}
        frame={frame}
        values={values}
        upTo={0}
        marks={marks}
        reading={(_, value) => decimal(value)}
      />
    </>,
  );
  yield* stems().upTo(29, 1, ease.glide);
  yield* all(level().shown(1, 0.5), stems().lit(1, 0.5), stems().labelled(1, 0.5));
  yield* time(1, 1, ease.move);
});
