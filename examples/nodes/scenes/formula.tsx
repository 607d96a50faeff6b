import { createRef } from '@motion-canvas/core';
import { Caption } from '../../../src/nodes/caption';
import { colored, Formula } from '../../../src/nodes/formula';
import { roles, sizes } from '../../../src/theme';
import { makeExample } from '../example';

/** A formula coloured by role, and the sentence below it. */
export default makeExample(function* (view) {
  const caption = createRef<Caption>();
  const [x, y] = [colored(roles.x, 'x'), colored(roles.y, 'y')];
  view.add(
    <>
      <Formula
        tex={`\\cos ${x}\\cos ${y} - \\sin ${x}\\sin ${y} = \\cos(${x} + ${y})`}
        fontSize={sizes.heading}
      />
      <Caption ref={caption} />
    </>,
  );
  yield* caption().say('The angles add.');
});
