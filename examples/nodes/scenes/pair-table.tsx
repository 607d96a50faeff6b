import { createRef, createSignal } from '@motion-canvas/core';
import { type CellLight, PairTable } from '../../../src/nodes/pair-table';
import { fittingCell, tableMiddle } from '../../../src/nodes/pair-table-geometry';
import { cyclic, ease } from '../../../src/theme';
import { makeExample } from '../example';

const P = 113;

/** All sums modulo 113 as bands of colour; every third pair stays lit, and a zoom shows single cells with their numbers. */
export default makeExample(function* (view) {
  const table = createRef<PairTable>();
  const dark = createSignal(0);
  view.add(
    <PairTable
      ref={table}
      p={P}
      values={Int32Array.from({ length: P * P }, (_, pair) => (Math.floor(pair / P) + (pair % P)) % P)}
      colors={cyclic}
      range={[0, P]}
      width={900}
      height={900}
      cell={fittingCell(P, 900)}
      focus={tableMiddle(P)}
      filled={0}
      asking={1}
      light={(): CellLight => {
        const darkened = 1 - dark();
        return (x, y) => ((7 * x + 11 * y) % 3 === 0 ? 1 : darkened);
      }}
      rulers={1}
    />,
  );
  yield* table().filled(P, 1, ease.glide);
  yield* dark(1, 0.4);
  yield* table().look({ cell: 92, focus: [82, 92] }, 1);
});
