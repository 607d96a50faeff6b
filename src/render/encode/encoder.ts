import type { Cue, SceneMark } from '../cues';
import type { PixelSize, Shipping } from '../page/protocol';
import type { Soundtrack } from '../soundtrack';

/** What is the same for all pieces of a film. */
export interface EncodeSettings {
  readonly size: PixelSize;
  readonly fps: number;
  /** The codec's own constant rate factor: lower is better and larger. Codecs without one ignore it. */
  readonly crf: number;
  /** Balance of time against size, in x264's words. */
  readonly preset: string;
  /** Whether the frames' alpha is kept. */
  readonly transparent: boolean;
  /** Whether frames that are the one before once more may be kept without encoding them. */
  readonly repeat: boolean;
}

/** Frames in order that become one piece of a film: a file of their own, which starts with a key frame. */
export interface PieceEncoder {
  /** Takes one shipped message's payload; resolves when the next may come. */
  readonly take: (message: ShippedFrame, payload: Buffer) => Promise<void>;
  /** Completes the piece. */
  readonly finish: () => Promise<void>;
  /** Gives up and ends whatever runs. Safe to call after `finish`. */
  readonly abort: () => Promise<void>;
}

/** A finished piece. */
export interface Piece {
  readonly path: string;
  readonly frames: number;
}

/** The file that pieces are joined to. */
export interface JoinSettings {
  /** Where to write; it need not end as the film does. */
  readonly path: string;
  /** What people call the file: its name once it is whole. */
  readonly out: string;
  /** Tags of the file, such as its title. */
  readonly tags: Readonly<Record<string, string>>;
  /** Chapters, in frames; none for a film of one scene. */
  readonly chapters: readonly SceneMark[];
  /** Captions that become a track of the film, which a viewer may show or hide; only MP4 files take them. */
  readonly cues?: readonly Cue[] | undefined;
  readonly sound: Soundtrack | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Somebody who encodes: pieces of a film one by one, and the film from its pieces. */
export interface Encoder {
  /** Who it is, for people. */
  readonly name: string;
  /** Everything that decides what its pieces hold: pieces of equal identity are equal. */
  readonly identity: string;
  /** How the page has to ship the frames. */
  readonly shipping: Shipping;
  /** Frames that one page draws in a row when several share a film. */
  readonly block: number;
  /** Messages of one page that may wait in Node. */
  readonly window: number;
  /** How the files of pieces end. */
  readonly ending: string;
  /** Starts a piece of so many frames. `out` is the file that an error names. */
  readonly begin: (piece: Piece, out: string) => Promise<PieceEncoder>;
  /** Puts pieces one after the other into one file; every frame keeps its time exactly. */
  readonly join: (pieces: readonly Piece[], settings: JoinSettings) => Promise<void>;
}

/** Head of a shipped frame, raw or encoded. */
export interface ShippedFrame {
  readonly kind: 'frame' | 'packet';
  readonly frame: number;
  readonly key?: boolean;
  readonly config?: { readonly codec: string; readonly description?: string | undefined } | undefined;
}
