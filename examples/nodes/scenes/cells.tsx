import { all, createRef } from '@motion-canvas/core';
import { Bracket } from '../../../src/nodes/bracket';
import { CellVector } from '../../../src/nodes/cell-vector';
import { aroundOne, firstAndLast } from '../../../src/nodes/cells';
import { glow, roles } from '../../../src/theme';
import { makeExample } from '../example';

/** A one-hot column, of which one cell among its neighbours is lit, and a vector beside it with its size. */
export default makeExample(function* (view) {
  const [oneHot, vector] = [createRef<CellVector>(), createRef<CellVector>()];
  const bracket = createRef<Bracket>();
  view.add(
    <>
      <CellVector
        ref={oneHot}
        x={-300}
        slots={aroundOne(60, 41, 11)}
        values={Array.from({ length: 60 }, (_, i) => (i === 41 ? 1 : 0))}
        range={[0, 1]}
        colors={glow}
        pitch={70}
        across={70}
        shown={0}
        lit={0}
        labels={1}
        labelColor={(index) => (index === 41 ? roles.x : roles.train)}
      />
      <CellVector
        ref={vector}
        x={200}
        slots={firstAndLast(128, 11)}
        values={Array.from({ length: 128 }, (_, i) => Math.sin(i))}
        range={[-1, 1]}
        pitch={70}
        across={70}
        shown={0}
        lit={0}
        marked={3}
      />
      <Bracket
        ref={bracket}
        x={270}
        length={770}
        opens={'left'}
        text={'128'}
        fontSize={48}
        depth={24}
        drawn={0}
      />
    </>,
  );
  yield* all(oneHot().shown(1, 0.8), vector().shown(1, 0.8));
  yield* all(oneHot().lit(1, 0.8), vector().lit(1, 0.8), bracket().drawn(1, 0.8));
  yield* vector().mark(1, 0.3);
});
