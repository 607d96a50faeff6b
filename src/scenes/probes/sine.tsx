import {
  all,
  delay,
  easeInOutSine,
  linear,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { decimal } from '../../nodes/number-format';
import { ease, roles, tempo } from '../../theme';
import { drawRows, type Rows } from './rows';
import type { Stage } from './stage';
import { openSum, type SumPlot } from './summing';

/** Other entries with other weights make the sine; the cosine stays faintly behind it. */
export function* sine(
  stage: Stage,
  cosine: { readonly rows: Rows; readonly sum: SumPlot },
  { rows, sum }: { readonly rows: Rows; readonly sum: SumPlot },
): ThreadGenerator {
  const { caption, column } = stage;
  const { terms, r2 } = sum.probe;
  yield* waitUntil('sine');
  yield* all(
    caption.say(`Another short sum of the same list: ${terms.length} entries, other weights.`),
    cosine.rows.node.opacity(0, tempo.normal, ease.move),
    cosine.sum.readings.opacity(0, tempo.quick, ease.move),
    cosine.sum.trace.opacity(0.3, tempo.normal, ease.move),
    column.dim(0, tempo.normal, ease.move),
  );
  cosine.rows.node.remove();
  cosine.sum.readings.remove();
  column.lit(new Set(terms.map(({ entry }) => entry)));
  yield* all(
    column.dim(1, tempo.normal, ease.move),
    drawRows(stage, rows, 0, 0.08),
    delay(0.5, rows.bars.grown(terms.length, 1.2, linear)),
    delay(0.7, openSum(stage, sum)),
  );
  yield* waitFor(0.3);
  yield* all(
    sum.count(terms.length, 5, easeInOutSine),
    rows.used(terms.length, 5, easeInOutSine),
    ...rows.traces.map((trace, i) =>
      delay((4.4 * (i + 0.5)) / terms.length, trace.stroke(roles.sin, 0.4, ease.move)),
    ),
  );
  yield* all(
    caption.say(`It is the sine, the same wave a quarter turn later: R² = ${decimal(r2, 3)}.`),
    cosine.sum.trace.opacity(1, tempo.normal, ease.move),
  );
  yield* waitFor(2.2);
}
