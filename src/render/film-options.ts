import type { Cue, SceneMark } from './cues';
import type { EncoderName } from './encode/choose';
import type { CodecName } from './encode/codecs';
import type { FormatName } from './encode/formats';
import type { MomentRange } from './frames';
import type { PlayOptions } from './stills';

/** How a film is made. */
export interface FilmOptions extends PlayOptions {
  /** File to write; a folder for `format: 'png'`. */
  readonly out: string;
  /** Kind of file. Default: what the ending of `out` says, else `mp4`. */
  readonly format?: FormatName | undefined;
  /** How frames are kept. Default: the first that the format takes. */
  readonly codec?: CodecName | undefined;
  /** A part of the film. Default: all of it; of a whole project, what its own settings choose. */
  readonly range?: MomentRange | undefined;
  /** Constant rate factor in the codec's own scale: lower is better and larger. Default: that of high quality. */
  readonly crf?: number | undefined;
  /** One of `PRESETS`: x264's, or its like; slower is smaller. Default `medium`. */
  readonly preset?: string | undefined;
  /** Encoders to take, the first that the machine has. Default: ffmpeg, then the browser. */
  readonly encoders?: readonly EncoderName[] | undefined;
  /** Pages that draw at once; absent: as many as there are cores, if the film is long enough. */
  readonly workers?: number | undefined;
  /** Whether the project's track and the sounds of its scenes are in the film, if the format has sound. Default true. */
  readonly audio?: boolean | undefined;
  /** Whether what the scenes say is written beside the film, as WebVTT. Default `file`. */
  readonly captions?: 'file' | 'none' | undefined;
  /** Whether pieces are kept for the next time, and those of earlier renders used. Default true. */
  readonly cache?: boolean | undefined;
  /** Whether pieces of earlier renders are used; if not, everything is drawn anew, and kept. Default true. */
  readonly resume?: boolean | undefined;
  /** Whether a frame in which no signal has changed is taken from the one before, instead of drawn. Default true. */
  readonly repeat?: boolean | undefined;
  /** Seconds of film in a piece: what is lost at most when something is killed. Default 10. */
  readonly pieceSeconds?: number | undefined;
  /** Frames after which a new browser goes on, at the end of a piece: memory stays flat. Default 3600. */
  readonly framesPerBrowser?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Hears of what was lost and is done again, and of a range that nobody asked for. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** How far a film is. */
export interface Progress {
  /** Frames that are there, those of earlier renders included. */
  readonly frame: number;
  readonly frames: number;
  /** Frames that were there before this render began. */
  readonly reused: number;
  /** Frames that each page has drawn. */
  readonly workers: readonly number[];
  /** Seconds since the first frame was asked for. */
  readonly seconds: number;
}

/** A finished film. */
export interface Film {
  readonly path: string;
  readonly frames: number;
  /** Frames that an earlier render had drawn. */
  readonly reused: number;
  /** Frames that were not drawn, as nothing had changed since the one before. */
  readonly repeated: number;
  /** Length of the film. */
  readonly duration: number;
  /** Time spent on the frames, without the start. */
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly bytes: number;
  /** Who encoded it. */
  readonly encoder: string;
  /** Pages that drew it. */
  readonly workers: number;
  /** Where each scene lies in the film, in its frames: chapter marks. */
  readonly scenes: readonly SceneMark[];
  /** What the scenes said, in frames of the film; see `docs/rendering.md`. */
  readonly cues: readonly Cue[];
  /** File of the captions, if the scenes said anything and it was asked for. */
  readonly captions: string | undefined;
}
