import { Node, type NodeProps } from '@motion-canvas/2d';
import type { SignalValue } from '@motion-canvas/core';
import { palette, sizes } from '../theme';
import { Digits, Label } from './label';
import { decimal } from './number-format';

export interface RSquaredProps extends NodeProps {
  /** May follow other signals. */
  value: SignalValue<number>;
  fontSize?: number;
  fill?: string;
}

/** R² with three decimals, digits that do not tremble; the node's origin is the right end of the line. */
export class RSquared extends Node {
  public constructor({ value, fontSize = sizes.body, fill = palette.text, ...props }: RSquaredProps) {
    super(props);
    const read = typeof value === 'function' ? value : () => value;
    // Below zero, worse than the mean, there is a sign as well; a digit of the mono face is 0.6 em wide.
    const width = () => 0.6 * fontSize * decimal(read(), 3).length;
    this.add(
      <>
        <Digits text={() => decimal(read(), 3)} offset={[1, 0]} fontSize={fontSize} fill={fill} />
        <Label
          text={'R² ='}
          offset={[1, 0]}
          x={() => -width() - 0.28 * fontSize}
          fontSize={fontSize}
          fill={fill}
        />
      </>,
    );
  }
}
