/** Parts that the time is counted in: a machine that was asleep wakes up with one part over, and not with all. */
const PARTS = 10;

/** What a scene is suspected of that comes no further. */
const SCENE_WAITS = 'does it wait for a promise that never resolves?';

/**
 * Fails work that gets nowhere: a scene, or a project that loads, that waits for what never comes. The page stays awake
 * all the while, so what counts is the work's own progress.
 */
export class Patience {
  private still = 0;

  constructor(
    private readonly seconds: number,
    /** What may be the reason, as a question. */
    private readonly suspicion = SCENE_WAITS,
  ) {}

  /** The work has come further. */
  readonly move = (): void => {
    this.still = 0;
  };

  /** Does the work; rejects if it comes no further for too long, and leaves it to itself. */
  async with<T>(work: () => Promise<T>): Promise<T> {
    this.move();
    let watch: ReturnType<typeof setInterval> | undefined;
    const stuck = new Promise<never>((_, reject) => {
      const look = () => {
        this.still++;
        if (this.still > PARTS) reject(new Error(this.complaint));
      };
      watch = setInterval(look, (this.seconds * 1000) / PARTS);
    });
    return Promise.race([work(), stuck]).finally(() => clearInterval(watch));
  }

  private get complaint(): string {
    return (
      `nothing has come of it for ${this.seconds} s: ${this.suspicion} ` +
      'If it is only slow, patience= lets it take more seconds'
    );
  }
}
