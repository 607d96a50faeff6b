/** The series that the phases are read from, one entry per recorded step, steps rising. */
export interface PhaseSeries {
  readonly steps: readonly number[];
  /** Loss on the train pairs, nat. */
  readonly trainLoss: readonly number[];
  /** Loss on the train pairs without the key frequencies, nat. */
  readonly excludedLoss: readonly number[];
  /** Sum of the squares of all weights. */
  readonly sumOfSquares: readonly number[];
}

/** The phases of Nanda et al. 2023, each as its first and last step; the next begins where one ends. */
export interface Phases {
  readonly memorisation: readonly [number, number];
  readonly circuitFormation: readonly [number, number];
  readonly cleanUp: readonly [number, number];
}

/** Why a run has no phases yet. */
export interface NoPhases {
  readonly reason: string;
}

/** The train loss below which the train pairs count as memorised, nat. */
export const MEMORISED_LOSS = 1e-2;
/** The factor by which the excluded loss must rise above its least value before there is a circuit to speak of. */
const CIRCUIT_RISE = 10;
/** The share of the fall of the weight norm after memorisation at which clean-up is over. */
const SETTLED = 0.95;

/** The rule as a sentence, for recordings and reports. */
export const PHASE_RULE =
  `memorisation ends at the least excluded loss after the train loss first fell below ${MEMORISED_LOSS}; ` +
  'circuit formation ends where the sum of squared weights begins its steepest stretch (the slope first reaches ' +
  `half of its steepest); clean-up ends when ${SETTLED * 100} % of the fall of the sum of squares is done`;

/**
 * Finds the three phases by rule, or says why they are not there.
 *
 * While the network memorises, the train loss falls with or without the key frequencies; once it leans on them, the
 * loss without them rises, although nothing shows outside. The memorised weights are then cleaned away: the weight
 * norm falls. Steps may be spaced unevenly.
 */
export function findPhases(series: PhaseSeries): Phases | NoPhases {
  const { steps, trainLoss, excludedLoss, sumOfSquares } = series;
  const memorised = trainLoss.findIndex((loss) => loss < MEMORISED_LOSS);
  if (memorised < 0) return { reason: `the train loss has not fallen below ${MEMORISED_LOSS}` };
  const turn = indexOfLeast(excludedLoss, memorised);
  const least = excludedLoss[turn] ?? 0;
  const risen = Math.max(...excludedLoss.slice(turn));
  if (!(risen > CIRCUIT_RISE * least) || !(risen > MEMORISED_LOSS)) {
    return {
      reason: `the loss without the key frequencies has not risen ${CIRCUIT_RISE}-fold between recorded steps: no circuit has formed, or too few steps are recorded`,
    };
  }
  const last = steps.length - 1;
  const top = sumOfSquares[turn] ?? 0;
  const bottom = Math.min(...sumOfSquares.slice(turn));
  const fall = top - bottom;
  const steepest = Math.max(...slopes(series, turn));
  const begin = turn + slopes(series, turn).findIndex((slope) => slope >= steepest / 2);
  const settled = sumOfSquares.findIndex((value, i) => i > begin && value <= top - SETTLED * fall);
  return {
    memorisation: [steps[0] ?? 0, steps[turn] ?? 0],
    circuitFormation: [steps[turn] ?? 0, steps[begin] ?? 0],
    cleanUp: [steps[begin] ?? 0, steps[settled < 0 ? last : settled] ?? 0],
  };
}

function indexOfLeast(values: readonly number[], from: number): number {
  let best = from;
  for (let i = from; i < values.length; i++) if ((values[i] ?? 0) < (values[best] ?? 0)) best = i;
  return best;
}

/** How fast the sum of squares falls from each step to the next, per step. */
function slopes({ steps, sumOfSquares }: PhaseSeries, from: number): number[] {
  const out: number[] = [];
  for (let i = from; i + 1 < steps.length; i++) {
    out.push(((sumOfSquares[i] ?? 0) - (sumOfSquares[i + 1] ?? 0)) / ((steps[i + 1] ?? 0) - (steps[i] ?? 0)));
  }
  return out;
}
