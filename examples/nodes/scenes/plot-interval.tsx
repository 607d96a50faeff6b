import { createRef } from '@motion-canvas/core';
import { Axes } from '../../../src/nodes/axes';
import { PlotAxis, PlotFrame } from '../../../src/nodes/plot-frame';
import { PlotInterval } from '../../../src/nodes/plot-interval';
import { PlotNote } from '../../../src/nodes/plot-note';
import { roles } from '../../../src/theme';
import { makeExample } from '../example';

/** Figures that are known but for a curve: one of a stretch of the axis, one of a point. */
export default makeExample(function* (view) {
  const x = new PlotAxis({ linear: [0, 1e4], log: [1, 1e4] }, 1);
  const y = new PlotAxis({ linear: [0, 1.1], log: [0.1, 1] });
  const frame = new PlotFrame(x, y, { left: -700, top: -360, width: 1200, height: 700 });
  const [interval, note] = [createRef<PlotInterval>(), createRef<PlotNote>()];
  view.add(
    <>
      <Axes frame={frame} xName={'step'} yName={'accuracy'} />
      <PlotInterval
        ref={interval}
        frame={frame}
        from={1}
        to={300}
        value={1}
        lines={['reached before step 300']}
        offset={[26, 46]}
        color={roles.train}
      />
      <PlotNote
        ref={note}
        frame={frame}
        point={[5000, 1]}
        lines={['close to step 5000']}
        offset={[-200, 120]}
        color={roles.test}
      />
    </>,
  );
  yield* interval().shown(1, 1);
  yield* note().shown(1, 1);
});
