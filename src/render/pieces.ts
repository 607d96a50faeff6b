import type { Draft } from './atomic';
import type { PieceStore } from './cache/store';
import type { Encoder, PieceEncoder, ShippedFrame } from './encode/encoder';
import type { FrameRange } from './frames';

/**
 * Cuts a range into pieces. The cuts lie at multiples of the length, counted from the first frame of the scenes,
 * wherever the range begins: a part of a film finds the pieces of the whole.
 */
export function piecesOf(range: FrameRange, length: number): FrameRange[] {
  const pieces: FrameRange[] = [];
  for (let { from } = range; from < range.to; ) {
    const to = Math.min(range.to, (Math.floor(from / length) + 1) * length);
    pieces.push({ from, to });
    from = to;
  }
  return pieces;
}

/** Joins neighbours: pages play through a stretch without starting anew at every piece. */
export function stretchesOf(pieces: readonly FrameRange[]): FrameRange[] {
  const stretches: { from: number; to: number }[] = [];
  for (const { from, to } of pieces) {
    const last = stretches.at(-1);
    if (last?.to === from) last.to = to;
    else stretches.push({ from, to });
  }
  return stretches;
}

/** Takes frames in order and makes pieces of them, an encoder each; a piece has its name when it is whole. */
export class PieceLine {
  private current: { encoder: PieceEncoder; draft: Draft; to: number } | undefined;
  /** The piece before: it is completed while the next one's frames already come. */
  private closing: Promise<void> = Promise.resolve();
  private readonly open = new Set<{ encoder: PieceEncoder; draft: Draft }>();

  constructor(
    private readonly encoder: Encoder,
    private readonly store: PieceStore,
    private readonly pieces: readonly FrameRange[],
  ) {}

  async take(message: ShippedFrame, payload: Buffer): Promise<void> {
    this.current ??= await this.begin(message.frame);
    const { current } = this;
    await current.encoder.take(message, payload);
    if (message.frame < current.to - 1) return;
    this.current = undefined;
    await this.closing;
    this.closing = this.complete(current);
    // Whoever comes next hears of it.
    this.closing.catch(() => undefined);
  }

  /** Waits for the last piece. */
  async finish(): Promise<void> {
    await this.closing;
  }

  /** Ends whatever runs, and removes what is not whole. Safe to call after `finish`. */
  async abort(): Promise<void> {
    await Promise.all(
      [...this.open].map(async ({ encoder, draft }) => {
        await encoder.abort();
        await draft.discard();
      }),
    );
    await this.closing.catch(() => undefined);
  }

  private async begin(frame: number) {
    const piece = this.pieces.find(({ from }) => from === frame);
    if (piece === undefined) throw new RangeError(`frame ${frame} begins no piece`);
    const draft = await this.store.begin(piece);
    const frames = piece.to - piece.from;
    const encoder = await this.encoder.begin({ path: draft.path, frames }, this.store.path(piece));
    const begun = { encoder, draft, to: piece.to };
    this.open.add(begun);
    return begun;
  }

  private async complete(piece: { encoder: PieceEncoder; draft: Draft }): Promise<void> {
    await piece.encoder.finish();
    await piece.draft.finish();
    this.open.delete(piece);
  }
}
