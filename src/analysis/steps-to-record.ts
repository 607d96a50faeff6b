/**
 * At most `most` of the steps, evenly spaced along the list, the first and the last among them: which moments a
 * surface is recorded at, so that an animation has an even pace and a bounded size.
 */
export function spacedSteps(steps: readonly number[], most: number): number[] {
  if (steps.length <= most) return [...steps];
  return Array.from({ length: most }, (_, i) => {
    const index = Math.round((i * (steps.length - 1)) / (most - 1));
    return steps[index] ?? 0;
  });
}
