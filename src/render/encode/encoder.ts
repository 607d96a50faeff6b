import type { PixelSize, Shipping } from '../page/protocol';

/** What an encoder is told before the first frame. */
export interface EncodeSettings {
  /** File to write; it need not end in `.mp4`. */
  readonly path: string;
  /** What people call the file: its name once it is whole. */
  readonly out: string;
  readonly size: PixelSize;
  readonly fps: number;
  /** Number of frames that will come. */
  readonly frames: number;
  /** x264's constant rate factor, and preset. */
  readonly crf: number;
  readonly preset: string;
  /** Tags of the file, such as its title. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Something that turns frames, in order, into a file. */
export interface Encoder {
  /** How the page has to ship the frames. */
  readonly shipping: Shipping;
  /** Frames that one page draws in a row when several share a film. */
  readonly block: number;
  /** Messages of one page that may wait in Node. */
  readonly window: number;
  /** Takes one shipped message's payload; resolves when the next may come. */
  readonly take: (message: ShippedFrame, payload: Buffer) => Promise<void>;
  /** Completes the file. */
  readonly finish: () => Promise<void>;
  /** Gives up and ends whatever runs. Safe to call after `finish`. */
  readonly abort: () => Promise<void>;
}

/** Head of a shipped frame, raw or encoded. */
export interface ShippedFrame {
  readonly kind: 'frame' | 'packet';
  readonly frame: number;
  readonly key?: boolean;
  readonly config?: { readonly codec: string; readonly description?: string | undefined } | undefined;
}
