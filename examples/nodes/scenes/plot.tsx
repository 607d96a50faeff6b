import { all, createRef, createSignal } from '@motion-canvas/core';
import { Axes } from '../../../src/nodes/axes';
import { LiveNumbers } from '../../../src/nodes/live-number';
import { magnitude } from '../../../src/nodes/number-format';
import { PlotCurve } from '../../../src/nodes/plot-curve';
import { PlotAxis, PlotFrame } from '../../../src/nodes/plot-frame';
import { ease, roles } from '../../../src/theme';
import { makeExample } from '../example';

/** A falling curve with a moving head and a live number; then its axis turns from linear to logarithmic. */
export default makeExample(function* (view) {
  const steps = Array.from({ length: 1001 }, (_, i) => i);
  const series = { steps, values: steps.map((step) => 4 * Math.exp(-step / 60)) };
  const y = new PlotAxis({ linear: [0, 5], log: [1e-8, 10] });
  const frame = new PlotFrame(new PlotAxis({ linear: [0, 1000], log: [1, 1000] }), y, {
    left: -700,
    top: -360,
    width: 1200,
    height: 700,
  });
  const step = createSignal(0);
  const curve = createRef<PlotCurve>();
  view.add(
    <>
      <Axes frame={frame} xName={'step'} yName={'loss'} />
      <PlotCurve ref={curve} frame={frame} series={series} color={roles.test} upTo={() => step()} head={9} />
    </>,
  );
  const numbers = [{ name: 'test', color: roles.test, curve: curve(), format: magnitude }];
  view.add(<LiveNumbers frame={frame} numbers={numbers} />);
  yield* all(step(1000, 1.5, ease.glide));
  yield* y.logness(1, 1, ease.move);
});
