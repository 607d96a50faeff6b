import { Node } from '@motion-canvas/2d';
import { Label } from '../../nodes/label';
import type { NetworkDiagram } from '../../nodes/network/diagram';
import type { NetworkShape } from '../../nodes/network/shape';
import { palette, sizes } from '../../theme';

/** The names of the parts, over the whole network; not seen yet. */
export function buildHeadings({ layout }: NetworkDiagram, shape: NetworkShape): Node {
  return (
    <Node opacity={0} y={-478}>
      {heading('one-hot', layout.tokens[1]?.x ?? 0)}
      {heading('embedding', layout.residual[1]?.x ?? 0)}
      {heading(shape.heads === 1 ? 'attention: one head' : `attention: ${shape.heads} heads`, -40)}
      {heading(`${shape.dMlp} neurons`, layout.hidden.x)}
      {heading('scores', layout.logits.x)}
    </Node>
  ) as Node;
}

function heading(text: string, x: number): Label {
  return new Label({ text, x, fill: palette.muted, fontSize: sizes.small });
}
