/** Levenshtein distance between two words: how many single-letter edits turn one into the other. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitute, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The candidate nearest to `word`, or undefined if none is near enough to be a slip of the finger. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      distance: candidate.toLowerCase().startsWith(word.toLowerCase())
        ? 0.5
        : editDistance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, word.length / 2) ? best.candidate : undefined;
}

/** `unknown <kind> "word"`, the nearest valid one if there is one, and the whole list. */
export function unknownMessage(kind: string, word: string, valid: readonly string[]): string {
  const near = nearest(word, valid);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  const list = valid.length > 0 ? `\n  valid: ${valid.join(', ')}` : '';
  return `unknown ${kind} "${word}".${hint}${list}`;
}
