/** A pair in the middle of the stretch of the diagonal on which x + y makes the answer. */
export function pairOnDiagonal(answer: number, p: number): readonly [x: number, y: number] {
  // Of the two stretches, x + y = z and x + y = z + p, the longer one.
  const sum = answer < p / 2 ? answer + p : answer;
  const x = Math.floor(sum / 2);
  return [x, sum - x];
}
