import type { Player } from './player';
import type { FrameCost } from './protocol';

/** Plays through frames and says what each cost; nothing of them is kept. */
export async function timeFrames(player: Player, frames: readonly number[]): Promise<FrameCost[]> {
  const costs: FrameCost[] = [];
  for (const frame of frames) {
    const begun = performance.now();
    await player.advance(frame);
    const played = performance.now();
    await player.render();
    const drawn = performance.now();
    await paint(player.canvas);
    const painted = performance.now();
    costs.push({ frame, play: played - begun, draw: drawn - played, paint: painted - drawn });
  }
  return costs;
}

/** Makes pixels out of what a canvas has noted: two of them are asked for, as a film asks for all. */
async function paint(canvas: HTMLCanvasElement): Promise<void> {
  const picture = new VideoFrame(canvas, { timestamp: 0 });
  await picture.copyTo(new Uint8Array(16), { rect: { x: 0, y: 0, width: 2, height: 2 } });
  picture.close();
}
