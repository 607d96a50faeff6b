import type { Node } from '@motion-canvas/2d';
import type { Caption } from '../../nodes/caption';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import type { FourierData, NeuronRow } from './load';

/** What the parts of the chapter hand to each other. */
export interface Stage {
  /** Holds everything that is drawn but the caption. */
  readonly root: Node;
  readonly caption: Caption;
  readonly data: FourierData;
}

/** The axis of all frequencies, with a little room at both ends. */
export function frequencyAxis(half: number): PlotAxis {
  return new PlotAxis({ linear: [0, half + 1], log: [1, half + 1] });
}

/** A plot of amplitudes over all frequencies, with room for labels above the highest. */
export function amplitudeFrame(
  half: number,
  highest: number,
  rect: Readonly<Record<'left' | 'top' | 'width' | 'height', number>>,
  headroom: number,
): PlotFrame {
  return new PlotFrame(
    frequencyAxis(half),
    new PlotAxis({ linear: [0, headroom * highest], log: [highest / 1e3, headroom * highest] }),
    rect,
  );
}

/** The largest amplitude in some rows: all of them are drawn to one scale. */
export function highest(rows: readonly NeuronRow[]): number {
  return Math.max(...rows.map(({ amplitudes }) => Math.max(...amplitudes)));
}

/** A list as it is read: 1, 6 and 8. */
export function listed(items: readonly (number | string)[]): string {
  const [last, ...others] = [...items].reverse();
  return others.length === 0 ? String(last ?? '') : `${others.reverse().join(', ')} and ${last}`;
}
