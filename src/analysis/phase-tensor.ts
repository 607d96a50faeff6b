import type { NamedTensor } from '../recording/tensor';
import { named } from './named-tensors';
import { findPhases, type NoPhases, PHASE_RULE, type Phases } from './phases';
import type { StepRecord } from './step-measures';

/** The phases of a run from its recorded steps, or why there are none. */
export function findRunPhases(records: readonly StepRecord[]): Phases | NoPhases {
  const excludedLoss = records.flatMap(({ logits }) => (logits === undefined ? [] : [logits.excludedAll]));
  if (excludedLoss.length < records.length) {
    return { reason: 'the operation has no clocks whose removal could be followed' };
  }
  return findPhases({
    steps: records.map(({ step }) => step),
    trainLoss: records.map(({ score }) => score.loss.train),
    excludedLoss,
    sumOfSquares: records.map(({ weights }) => weights.norms.total),
  });
}

/** The phases as a tensor [phase, edge], or nothing where the run has none. */
export function phaseTensor(records: readonly StepRecord[]): NamedTensor[] {
  const phases = findRunPhases(records);
  if ('reason' in phases) return [];
  return [
    named(
      'phases',
      Int32Array.from(Object.values(phases).flat()),
      { phase: Object.keys(phases), edge: ['begin', 'end'] },
      { unit: 'step', meaning: `first and last step of each phase: ${PHASE_RULE}` },
    ),
  ];
}
