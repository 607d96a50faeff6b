import { makeScene2D, Node } from '@motion-canvas/2d';
import { all, createRef, createSignal } from '@motion-canvas/core';
import { Caption } from '../nodes/caption';
import { CellColumn } from '../nodes/cell-column';
import { palette } from '../theme';
import { beginChapter, endChapter, loaded } from './chapter';
import { control } from './probes/control';
import { buildEntry, entry } from './probes/entry';
import { four } from './probes/four';
import { COLUMN, OPENING, sumUnit } from './probes/layout';
import { loadProbes } from './probes/load';
import { buildRows, chooseEntries } from './probes/rows';
import { sine } from './probes/sine';
import type { Stage } from './probes/stage';
import { buildSum, buildUp } from './probes/summing';
import { embeddingOf, embeddingRange } from './probes/weighted-sum';

/**
 * A weighted sum hides a clean wave: single entries of the embedding are jagged, a few of them with the right weights
 * make a cosine, others a sine, for x and for y.
 */
export default makeScene2D(function* (view) {
  view.fill(palette.background);
  const run = yield* beginChapter();
  const data = yield* loaded(loadProbes(run));
  const { p, dModel, embedding, probes } = data;
  const root = createRef<Node>();
  const column = createRef<CellColumn>();
  const caption = createRef<Caption>();
  const x = createSignal(0);
  view.add(
    <>
      <Node ref={root}>
        <CellColumn
          ref={column}
          y={COLUMN.y}
          values={() => embeddingOf(embedding, Math.round(x()))}
          range={embeddingRange(embedding)}
          pitch={COLUMN.height / dModel}
          width={OPENING.width}
          opacity={0}
        />
      </Node>
      <Caption ref={caption} />
    </>,
  );
  const stage: Stage = { root: root(), caption: caption(), data, column: column() };
  const unit = sumUnit([probes.x.cos.terms, probes.x.sin.terms], p);

  const lone = buildEntry(stage, x);
  yield* entry(stage, lone);
  const cosine = {
    rows: buildRows(stage, probes.x.cos),
    sum: buildSum(stage, probes.x.cos, unit),
  };
  yield* chooseEntries(stage, lone, cosine.rows);
  yield* buildUp(stage, cosine.rows, cosine.sum);
  yield* control(stage, cosine.rows, cosine.sum);
  const second = { rows: buildRows(stage, probes.x.sin), sum: buildSum(stage, probes.x.sin, unit) };
  yield* sine(stage, cosine, second);
  yield* four(stage, { cos: cosine.sum, sin: second.sum }, second.rows);
  yield* all(caption().say(''), endChapter());
});
