import { randomUUID } from 'node:crypto';
import { Collector, type Taker } from './collect';
import type { FrameRange } from './frames';
import type { Filmed } from './page/protocol';
import type { PageLink } from './page-link';

/**
 * Asks pages for their shares of the range, and hands what they ship to the encoder.
 *
 * Pages take turns in small blocks instead of halves of the film: the work is even whatever the scene does,
 * one encoder sees every frame in order, and nothing has to be joined.
 *
 * @returns How many of them were not drawn, as they are the frame before once more.
 */
export async function shipFrames(
  pages: readonly PageLink[],
  profile: string,
  encoder: Taker,
  range: FrameRange,
  onFrame: (frame: number) => void,
): Promise<number> {
  const collector = new Collector(encoder, range, pages.length, profile, onFrame);
  const filmed = pages.map(async (page, index) => {
    const arrival = page.frames();
    const share = { index, of: pages.length, block: encoder.block };
    const { shipping, window, repeat } = encoder;
    const asked = page.ask<Filmed>({
      kind: 'film',
      ...range,
      share,
      repeat,
      shipping,
      window,
      mark: randomUUID(),
    });
    void arrival.then((socket) => collector.add(socket));
    return asked;
  });
  // If a page fails, frames that never come are not waited for; if the encoder fails, nor are the pages.
  const all = Promise.all(filmed);
  await Promise.all([collector.done, all]).finally(() => collector.close());
  return (await all).reduce((sum, { repeated }) => sum + repeated, 0);
}
