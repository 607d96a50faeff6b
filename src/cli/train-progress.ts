import type { Schedule } from '../model/schedule';
import type { Progress } from '../model/trainer';

/** How often the line on a terminal is drawn anew. */
const REDRAW_MS = 250;

/** The speed is that of the last few seconds: other work on the machine comes and goes. */
const SPEED_OVER_MS = 5000;

/** A duration as a person says it: `40 s`, `12 min`, `1 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A share as a percentage that says 100 only when it is. */
function percent(share: number): string {
  const shown = (100 * share).toFixed(1);
  return share < 1 && shown === '100.0' ? '99.9 %' : `${shown} %`;
}

/** Tells of a training: a line that renews itself on a terminal, lines of JSON where asked for, else nothing. */
export class TrainProgress {
  private readonly marks: { step: number; at: number }[] = [];
  private drawn = 0;
  private wide = 0;

  constructor(
    private readonly json: ((value: Readonly<Record<string, unknown>>) => void) | undefined,
    private readonly terminal = process.stderr,
  ) {}

  /** To be called at every step. */
  step(progress: Progress, { steps, every }: Schedule): void {
    const now = performance.now();
    this.marks.push({ step: progress.step, at: now });
    while (this.marks.length > 2 && now - (this.marks[0]?.at ?? now) > SPEED_OVER_MS) this.marks.shift();
    const ends = progress.step === steps;
    if (progress.step % every === 0 || ends) this.json?.(this.record(progress));
    if (!this.terminal.isTTY || (now - this.drawn < REDRAW_MS && !ends)) return;
    this.drawn = now;
    this.draw(this.line(progress, steps));
  }

  /** Leaves the line on the terminal and goes below it. */
  end(): void {
    if (this.wide > 0) this.terminal.write('\n');
    this.wide = 0;
  }

  private get stepsPerSecond(): number {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.at === first.at) return 0;
    return (1000 * (last.step - first.step)) / (last.at - first.at);
  }

  private record({ step, train, test }: Progress): Record<string, number> {
    return {
      step,
      trainLoss: train.loss,
      testLoss: test.loss,
      trainAccuracy: train.accuracy,
      testAccuracy: test.accuracy,
      stepsPerSecond: Number(this.stepsPerSecond.toFixed(2)),
    };
  }

  private line({ step, train, test }: Progress, steps: number): string {
    const speed = this.stepsPerSecond;
    const left = speed > 0 ? `${duration((steps - step) / speed)} left` : '';
    return [
      `step ${step}/${steps}`,
      `train ${train.loss.toExponential(1)} (${percent(train.accuracy)})`,
      `test ${test.loss.toExponential(1)} (${percent(test.accuracy)})`,
      `${speed.toFixed(1)} steps/s`,
      left,
    ].join('  ');
  }

  private draw(line: string): void {
    this.terminal.write(`\r${line.padEnd(this.wide)}`);
    this.wide = line.length;
  }
}
