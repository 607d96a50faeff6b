/** A loss as a plain decimal number with two digits that count: for a text without exponents. */
export function lossText(loss: number): string {
  return loss.toFixed(Math.max(2, 1 - Math.floor(Math.log10(loss))));
}
