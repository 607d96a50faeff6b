import type { Node } from '@motion-canvas/2d';
import type { Caption } from '../../nodes/caption';
import type { CellColumn } from '../../nodes/cell-column';
import { colored } from '../../nodes/formula';
import { roles } from '../../theme';
import type { ProbesData } from './load';
import type { ProbePart } from './weighted-sum';

/** What the parts of the chapter hand to each other. */
export interface Stage {
  /** Holds everything that is drawn but the caption. */
  readonly root: Node;
  readonly caption: Caption;
  readonly data: ProbesData;
  /** The embedding of one x as a column of cells. */
  readonly column: CellColumn;
}

/** cos or sin of 2πk/p times a variable, in the colours of their roles. */
export function waveName(part: ProbePart, k: number, p: number, token: 'x' | 'y' = 'x'): string {
  const wear = (tex: string) => colored(roles[part], tex);
  return `${wear(`\\mathrm{${part}}\\bigl(\\tfrac{${2 * k}\\pi}{${p}}\\,`)}${colored(roles[token], token)}${wear('\\bigr)')}`;
}
