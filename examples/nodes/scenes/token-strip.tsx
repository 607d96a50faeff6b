import { createRef } from '@motion-canvas/core';
import { TokenStrip } from '../../../src/nodes/token-strip';
import { palette, roles } from '../../../src/theme';
import { makeExample } from '../example';

/** A sum as it is written, and then as a network reads it: three tokens, each in its box. */
export default makeExample(function* (view) {
  const strip = createRef<TokenStrip>();
  view.add(
    <TokenStrip
      ref={strip}
      tokens={[
        { text: '82', color: roles.x },
        { text: '92', color: roles.y },
        { text: '=', color: palette.text },
      ]}
      pitch={360}
      aside={() => [0, 0, -120 * (1 - strip().boxes())]}
      box={[280, 190]}
      fontSize={120}
      boxes={0}
    />,
  );
  yield* strip().boxes(1, 1);
});
