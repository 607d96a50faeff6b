import type { Said, SceneStarts } from '../cues';
import type { Sound } from '../sounds';

/**
 * What Node and the page say to each other over the socket.
 *
 * Every message is one binary frame: a 32-bit little-endian length, that many bytes of JSON (the head),
 * and a payload of any length. Node asks, the page answers with the same `id`; while it films, the page
 * also sends frames or packets that nobody asked for one by one.
 */

/** A pair of pixels counts. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** What the page needs to know before it can draw. */
export interface PrepareRequest {
  readonly kind: 'prepare';
  /** Scenes to play, in the project's order; null plays all. */
  readonly scenes: readonly string[] | null;
  /** Pixels of a drawn frame. */
  readonly pixels: PixelSize;
  readonly fps: number;
  /** Leaves out what lies under everything: the project's background, and the scenes' own fill. */
  readonly transparent: boolean;
  /** Laid over the variables that the project declares. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Seconds that a scene may stay at one frame, and that the project may take to load. */
  readonly patience: number;
}

/** Draws single frames, each to a PNG. Frames ascend. */
export interface StillsRequest {
  readonly kind: 'stills';
  readonly frames: readonly number[];
}

/** Draws single frames small, side by side with a label each, to one PNG. Frames ascend. */
export interface SheetRequest {
  readonly kind: 'sheet';
  readonly frames: readonly number[];
  readonly labels: readonly string[];
  readonly columns: number;
  /** Pixels of one small frame. */
  readonly cell: PixelSize;
}

/** Plays and draws single frames, and says what each cost. Frames ascend. */
export interface TimeRequest {
  readonly kind: 'time';
  readonly frames: readonly number[];
}

/** Draws a range and ships every frame, in one of the ways that an encoder wants it. */
export interface FilmRequest {
  readonly kind: 'film';
  /** First frame, and the frame after the last. */
  readonly from: number;
  readonly to: number;
  readonly share: Share;
  /** Whether frames in which nothing has changed are taken from the one before, instead of drawn. */
  readonly repeat: boolean;
  /** Messages that may wait in Node. */
  readonly window: number;
  /** Name under which the page offers a file to ship frames through. */
  readonly mark: string;
  readonly shipping: Shipping;
}

/**
 * Which frames one page draws when several share them: every `of`-th block of so many frames. Blocks are counted
 * from the scene's first frame, so that a film is the same wherever its work begins.
 */
export interface Share {
  readonly index: number;
  readonly of: number;
  readonly block: number;
}

/** Whether a frame belongs to a share. */
export function isShared({ index, of, block }: Share, frame: number): boolean {
  return Math.floor(frame / block) % of === index;
}

/** The way from the canvas to the encoder. */
export type Shipping =
  /** Limited-range BT.709 planes, 4:2:0, as an encoder outside the browser takes them. */
  | { readonly as: 'i420' }
  /** Red, green, blue and alpha, colours not multiplied by it, for encoders that keep more than 4:2:0. */
  | { readonly as: 'rgba'; readonly alpha: boolean }
  /** Encoded in the page by WebCodecs; packets are shipped. */
  | {
      readonly as: 'packets';
      readonly codec: string;
      readonly fps: number;
      /** Bits a second; absent, every frame is kept equally well, in as many bits as that takes. */
      readonly bitrate?: number | undefined;
      /** What the encoder is to take the pictures for: drawn ones with sharp edges, or filmed ones. */
      readonly content: 'detail' | 'motion';
      /** The stream starts afresh at every multiple of so many frames, so that it can be joined there. */
      readonly groupSize: number;
    }
  /** Drawn and thrown away: how fast the scene itself is. */
  | { readonly as: 'nothing' };

/** What the project says of itself. */
export interface ProjectDescription {
  readonly name: string;
  readonly scenes: readonly string[];
  /** Pixels that the project is to be filmed at if nobody says otherwise. */
  readonly size: PixelSize;
  /** Frame rate the project is to be filmed at if nobody says otherwise. */
  readonly fps: number;
  /** Seconds of the project that its settings choose to be filmed; without an end, up to its last. */
  readonly range: { readonly from: number; readonly to?: number | undefined };
  /** Address of the track that plays under all scenes, and the second at which it starts. */
  readonly audio?: { readonly source: string; readonly at: number } | undefined;
  /** Variables the project declares. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a frame cost, in milliseconds: part by part, as they follow each other. */
export interface FrameCost {
  readonly frame: number;
  /** The scene's own code up to the frame. */
  readonly play: number;
  /** The nodes' code: what is where, and the calls that draw it. The canvas notes most of these down only. */
  readonly draw: number;
  /** What was noted becomes pixels. */
  readonly paint: number;
}

/** The playback as it stands once every scene has been run through. */
export interface PlaybackDescription {
  /** Frames of the chosen scenes together. */
  readonly frames: number;
  /** First frame of each chosen scene. */
  readonly starts: SceneStarts;
  /** What the scenes said while they were run through. */
  readonly said: readonly Said[];
  /** The sounds that they started. */
  readonly sounds: readonly Sound[];
}

/** What a page says of a range that it filmed. */
export interface Filmed {
  /** Frames that were not drawn, as they are the frame before once more. */
  readonly repeated: number;
}

/** Anything Node asks for. The first request of a page but `encodes` says how long its project may take to load. */
export type Request =
  | { readonly kind: 'describe'; readonly patience: number }
  /** Whether the browser encodes this: answered with true or false. */
  | { readonly kind: 'encodes'; readonly codec: string; readonly pixels: PixelSize; readonly fps: number }
  | PrepareRequest
  | StillsRequest
  | SheetRequest
  | TimeRequest
  | FilmRequest
  /** Node has taken `frames` frames off the wire: the page may send as many more. */
  | { readonly kind: 'taken'; readonly frames: number }
  /** Node has found the file that the page offered, or has not. */
  | { readonly kind: 'ring'; readonly found: boolean };

/** An error of the page, with the place where it happened. */
export interface PageError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** What Motion Canvas remarks on the error, often the remedy. */
  readonly remarks?: string | undefined;
  readonly scene?: string | undefined;
  readonly frame?: number | undefined;
}

/** Heads of the messages that the page sends. */
export type PageMessage =
  | { readonly kind: 'hello' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PageError }
  /** An error outside any request: an uncaught exception. */
  | { readonly kind: 'crash'; readonly error: PageError }
  /** The page is at work, and where: nothing comes from one that is caught in a loop. */
  | { readonly kind: 'alive'; readonly scene?: string | undefined; readonly frame?: number | undefined }
  | { readonly kind: 'log'; readonly level: string; readonly message: string }
  | { readonly kind: 'still'; readonly frame: number }
  /** A file for frames is there. */
  | { readonly kind: 'ring'; readonly mark: string; readonly slotBytes: number }
  /** A frame: in the payload, or in a slot of the file, or the one that this page shipped before it. */
  | {
      readonly kind: 'frame';
      readonly frame: number;
      readonly slot?: number | undefined;
      readonly repeated?: boolean | undefined;
    }
  | { readonly kind: 'progress'; readonly frame: number }
  | {
      readonly kind: 'packet';
      readonly frame: number;
      readonly key: boolean;
      /** Decoder configuration, with the first packet and whenever it changes (avcC and the like, base64). */
      readonly config?: { readonly codec: string; readonly description?: string | undefined } | undefined;
    };

/** Packs a head and a payload into one frame of the socket. */
export function pack(head: object, payload?: ArrayBuffer | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const body =
    payload === undefined
      ? new Uint8Array(0)
      : new Uint8Array(
          payload instanceof ArrayBuffer ? payload : payload.buffer,
          payload instanceof ArrayBuffer ? 0 : payload.byteOffset,
          payload.byteLength,
        );
  const packed = new Uint8Array(4 + text.length + body.length);
  new DataView(packed.buffer).setUint32(0, text.length, true);
  packed.set(text, 4);
  packed.set(body, 4 + text.length);
  return packed;
}

/** Takes a frame of the socket apart; the payload is a view, not a copy. */
export function unpack(data: Uint8Array): { head: unknown; payload: Uint8Array } {
  const length = new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true);
  const head: unknown = JSON.parse(new TextDecoder().decode(data.subarray(4, 4 + length)));
  return { head, payload: data.subarray(4 + length) };
}
