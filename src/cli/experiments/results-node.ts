import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../../errors';
import { BusyError, whileLocked } from '../../model/run-lock-node';
import { writeAtomically } from '../../recording/atomic-node';

/** What every finished run of an experiment says of itself. */
const made = z.object({
  /** The command that trains the same. */
  command: z.string(),
  backend: z.string(),
  engine: z.string(),
  clockwork: z.string(),
  commit: z.string().nullable(),
  date: z.string(),
});

const curves = z.object({
  initialLoss: z.number(),
  memorisedStep: z.number().nullable(),
  peakTestLoss: z.number(),
  peakTestStep: z.number(),
  step95: z.number().nullable(),
  step99: z.number().nullable(),
  steps: z.number(),
  trainLoss: z.number(),
  testLoss: z.number(),
  testAccuracy: z.number(),
});

const settled = z.object({
  keyFrequencies: z.array(z.number()),
  loss: z.number(),
  sumOfSquares: z.number(),
  logitFve: z.number(),
  unembedShare: z.number(),
  neuronsExplained: z.number(),
  restrictedLoss: z.number(),
  excludedLoss: z.number(),
});

/** The norm and the neurons at some steps on the way. */
const history = z.array(
  z.object({ step: z.number(), sumOfSquares: z.number(), neuronsExplained: z.number() }),
);

/** A finished run of which only the curves count. */
export const curveResult = z.object({ made, curves });
export type CurveResult = z.infer<typeof curveResult>;

/** A finished run whose network was taken apart. */
export const seedResult = z.object({
  made,
  curves,
  settled,
  /** Sum of squares of each weight at the end. */
  squares: z.record(z.string(), z.number()),
  history,
});
export type SeedResult = z.infer<typeof seedResult>;

/** The folder of small JSON files in which an experiment keeps its finished runs. */
export class Results<T extends { made: { command: string } }> {
  constructor(
    private readonly folder: string,
    private readonly schema: z.ZodType<T>,
    /** Where two processes tell each other what they are at. */
    private readonly claims: string,
  ) {}

  /**
   * A finished run, or undefined.
   *
   * @throws InputError when the file is none of ours, or was made by another command than the one wanted.
   */
  async read(name: string, command?: string): Promise<T | undefined> {
    const file = path.join(this.folder, `${name}.json`);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const parsed = this.schema.safeParse(json(text));
    if (!parsed.success)
      throw new InputError(`${file} is no result of this command: remove it, or choose another out=`);
    const found = parsed.data.made.command;
    if (command !== undefined && found !== command)
      throw new InputError(
        `${file} was made by "${found}", not by "${command}": remove it, or choose another out=`,
      );
    return parsed.data;
  }

  /**
   * The run of a name: the finished one, or made now. Two processes that share a folder never make the same one.
   *
   * @returns undefined when another process is at it.
   */
  async readOrMake(name: string, command: string, make: () => Promise<T>): Promise<T | undefined> {
    const found = await this.read(name, command);
    if (found) return found;
    const claim = path.join(this.claims, name);
    try {
      return await whileLocked(claim, async () => {
        // Another process may have finished it before we got the lock.
        const meanwhile = await this.read(name, command);
        if (meanwhile) return meanwhile;
        return this.replace(name, make);
      }).finally(() => rm(claim, { recursive: true, force: true }));
    } catch (error) {
      if (error instanceof BusyError) return undefined;
      throw error;
    }
  }

  /** Makes a run and keeps it, in place of one that is there. */
  async replace(name: string, make: () => Promise<T>): Promise<T> {
    const result = await make();
    await writeAtomically(path.join(this.folder, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`);
    return result;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
