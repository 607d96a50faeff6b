import { span } from '../clocks/layout';
import type { Machine, Working } from './working';

/** The columns of the machine, left to right: two tokens, clocks, rings of neurons, their names from here to there, votes. */
export const columns = {
  tokens: -836,
  dials: -530,
  rings: -196,
  names: -86,
  named: 104,
  left: 268,
  right: 892,
} as const;

export const WAVE_WIDTH = columns.right - columns.left;
export const WAVE_MIDDLE = (columns.left + columns.right) / 2;

/** From the top of the first row to the foot of the last, and to the axis of the answers. */
const TOP = -418;
const FOOT = 412;
export const AXIS_Y = 374;
/** Between the rows and the sum with the number at its peak, and between the sum and its axis. */
const GAP = 74;
const ABOVE_AXIS = 14;

/** A row is so many of its largest wave high. */
const ROOM = 2.25;
/** The row of everything else has at least this part of the height of another. */
const LEAST_REST = 0.6;

/** Where the rows of the machine stand. */
export interface MachineLayout {
  /** The middle of each key frequency's clock and ring, and of the other neurons; evenly spaced. */
  readonly rows: readonly number[];
  readonly rest: number;
  /** Pixels from the centre of a clock or ring to its rim, and between two rows. */
  readonly radius: number;
  readonly pitch: number;
  /** The zero line of each vote, of everything else, and of the sum of all. */
  readonly votes: readonly number[];
  readonly restVote: number;
  readonly sum: number;
  /** Pixels per logit: one scale for all votes and for their sum. */
  readonly unit: number;
}

/**
 * Divides the height: evenly among clocks and rings, and among votes and their sum by what they need in one scale.
 *
 * @param shown - All pairs that are shown.
 */
export function machineLayout({ keys }: Pick<Machine, 'keys'>, shown: readonly Working[]): MachineLayout {
  const pitch = (FOOT - TOP) / (keys.length + 1);
  return {
    rows: keys.map((_, n) => TOP + (n + 0.5) * pitch),
    rest: TOP + (keys.length + 0.5) * pitch,
    pitch,
    radius: Math.min(78, 0.44 * pitch),
    ...voteLayout(keys, shown),
  };
}

/** The rows of the votes, as high as they need to be. */
function voteLayout(
  keys: Machine['keys'],
  shown: readonly Working[],
): Pick<MachineLayout, 'votes' | 'restVote' | 'sum' | 'unit'> {
  let vote = 0;
  for (const { cos, sin } of keys) {
    for (let z = 0; z < cos.length; z++) vote = Math.max(vote, Math.hypot(cos[z] ?? 0, sin[z] ?? 0));
  }
  const rest = span(shown.map((working) => working.rest));
  const logits = span(shown.map((working) => working.logits));
  const restRoom = Math.max(1.15 * (rest.high - rest.low), LEAST_REST * ROOM * vote);
  const height = AXIS_Y - ABOVE_AXIS - TOP - GAP;
  const unit = height / (ROOM * vote * keys.length + restRoom + logits.high - logits.low);
  const pitch = ROOM * vote * unit;
  return {
    votes: keys.map((_, n) => TOP + (n + 0.5) * pitch),
    restVote: TOP + pitch * keys.length + (restRoom * unit) / 2,
    sum: AXIS_Y - ABOVE_AXIS + logits.low * unit,
    unit,
  };
}
