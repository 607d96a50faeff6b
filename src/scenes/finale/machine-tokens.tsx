import { Node } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import type { NetworkLayout } from '../../nodes/network/layout';
import { POSITION_COLORS } from '../../nodes/network/wiring';
import { TokenStrip } from '../../nodes/token-strip';
import { palette } from '../../theme';
import { columns } from './layout';
import type { Working } from './working';

/** The three tokens, over the network's columns at first, then at the left of the machine. */
export interface Tokens {
  readonly node: Node;
  readonly shown: SimpleSignal<number>;
  /** 0 while they stand over the one-hot columns, 1 once x and y stand at the machine; "=" is gone then. */
  readonly aside: SimpleSignal<number>;
}

/** How high above and below the middle of the rows x and y stand. */
const APART = 64;
/** How much larger they are there. */
const LARGER = 1.5;

/** Where the tokens of x and y stand at the machine, and half the width of their boxes there. */
export function tokenPlace(rows: readonly number[], token: 0 | 1): { x: number; y: number; half: number } {
  const middle = ((rows[0] ?? 0) + (rows.at(-1) ?? 0)) / 2;
  return { x: columns.tokens, y: middle + (token === 0 ? -APART : APART), half: 33 * LARGER };
}

/** Builds the tokens; they are not seen yet. */
export function buildTokens(
  { layout }: { readonly layout: { readonly rows: readonly number[] } },
  network: NetworkLayout,
  now: () => Working,
): Tokens {
  const [shown, aside] = [createSignal(0), createSignal(0)];
  const texts = [() => String(now().x), () => String(now().y), () => '='] as const;
  const strips = network.tokens.map((place, i) => {
    const start = { x: place.x, y: place.y - (place.most * place.pitch) / 2 - 44 };
    const end = i < 2 ? tokenPlace(layout.rows, i === 0 ? 0 : 1) : start;
    return (
      <TokenStrip
        tokens={() => [
          { text: texts[i]?.() ?? '', color: i < 2 ? (POSITION_COLORS[i] ?? '') : palette.text },
        ]}
        pitch={0}
        box={[66, 46]}
        fontSize={28}
        position={() => [start.x + (end.x - start.x) * aside(), start.y + (end.y - start.y) * aside()]}
        scale={() => 1 + (LARGER - 1) * aside() * (i < 2 ? 1 : 0)}
        opacity={() => shown() * (i < 2 ? 1 : 1 - aside())}
      />
    );
  });
  return { node: (<Node>{strips}</Node>) as Node, shown, aside };
}
