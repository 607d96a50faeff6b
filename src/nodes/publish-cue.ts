/**
 * Says a line to whoever listens while the scene plays: from this frame on it holds; an empty one ends the last.
 *
 * The channel is an event of the page, `film:cue` with `{ text }` as its detail. A renderer that listens writes
 * captions; in the editor nobody does, and nothing happens.
 */
export function publishCue(text: string): void {
  dispatchEvent(new CustomEvent('film:cue', { detail: { text } }));
}
