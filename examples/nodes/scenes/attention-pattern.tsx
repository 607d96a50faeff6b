import { all, createRef } from '@motion-canvas/core';
import { AttentionPattern } from '../../../src/nodes/attention-pattern';
import { TokenStrip } from '../../../src/nodes/token-strip';
import { palette, roles } from '../../../src/theme';
import { makeExample } from '../example';

/** Three tokens, and how much each of them takes from those before it. */
export default makeExample(function* (view) {
  const pattern = createRef<AttentionPattern>();
  const strip = createRef<TokenStrip>();
  const tokens = [
    { text: '82', color: roles.x },
    { text: '92', color: roles.y },
    { text: '=', color: palette.text },
  ];
  view.add(
    <>
      <TokenStrip ref={strip} tokens={tokens} y={-400} pitch={200} box={[160, 110]} fontSize={64} boxes={0} />
      <AttentionPattern
        ref={pattern}
        y={80}
        pattern={[1, 0, 0, 0.4, 0.6, 0, 0.3, 0.65, 0.05]}
        positions={3}
        pitch={180}
        names={['x', 'y', '=']}
        nameColors={[roles.x, roles.y, palette.text]}
        nameSize={56}
        numberSize={44}
        shown={0}
        lit={0}
      />
    </>,
  );
  yield* all(strip().boxes(1, 0.5), pattern().shown(1, 0.6), pattern().labels(1, 0.6));
  yield* pattern().lit(1, 0.8);
  yield* all(pattern().lastRow(1, 0.3), pattern().numbers(1, 0.3));
});
