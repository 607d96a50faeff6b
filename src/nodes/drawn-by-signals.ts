/**
 * Says of a node's class that what it draws follows from its signals alone: no clock, no fields that change, no
 * pictures made elsewhere. A renderer need not draw it again as long as no signal changes (`docs/rendering.md`).
 *
 * A subclass that overrides something says so for itself.
 */
export function drawnBySignals(target: abstract new (...args: never) => object): void {
  Object.defineProperty(target.prototype, Symbol.for('film:drawn-by-signals'), { value: true });
}
