/**
 * What can be reached in a graph.
 *
 * @param next - Where the ways from one place lead.
 * @returns The places to begin with, and all that lie on the ways from them.
 */
export function reachedFrom(
  from: readonly string[],
  next: (place: string) => readonly string[],
): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (reached.has(place)) continue;
    reached.add(place);
    waiting.push(...next(place));
  }
  return reached;
}
