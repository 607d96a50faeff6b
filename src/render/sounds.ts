/** A sound that a scene starts while it plays, or the track that a project plays under all of them. */
export interface Sound {
  /** Address of the file, as the page sees it. */
  readonly source: string;
  /** Seconds of the playback at which it starts; below 0, its beginning is cut off. */
  readonly at: number;
  /** Part of the file to play, in its own seconds; all of it if absent. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** Amplification in decibels. */
  readonly gain?: number | undefined;
  /** Speed, and with it the pitch: 2 is twice as fast and an octave higher. */
  readonly playbackRate?: number | undefined;
  /** Seconds of the playback after which it is cut off, however long the file is. */
  readonly until?: number | undefined;
}
