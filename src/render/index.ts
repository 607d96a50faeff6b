/**
 * Films any Motion Canvas project without its editor: from a command line, in continuous integration, on a server.
 *
 * @packageDocumentation
 */
export { writeWhole } from './atomic';
export { BROWSER_REMEDY } from './browser/find';
export { clearCache } from './cache/clear';
export { LIMIT_VARIABLE } from './cache/limit';
export type { Cue, SceneMark } from './cues';
export { type DrawCostOptions, drawCosts, type StretchCost, wholeCost } from './draw-costs';
export { drawOnly } from './draw-only';
export type { EncoderName } from './encode/choose';
export { CODEC_NAMES, CODECS, type Codec, type CodecName } from './encode/codecs';
export { FFMPEG_REMEDY, type FoundFfmpeg, findFfmpeg } from './encode/find-ffmpeg';
export { chooseFormat, FORMAT_NAMES, FORMATS, type FormatName, formatOfEnding } from './encode/formats';
export { type EncodeFramesOptions, encodeFrames } from './encode-frames';
export { encodeInBrowser } from './encode-in-browser';
export { type BrowserReport, examineMachine, type MachineReport } from './examine';
export { film } from './film';
export type { Film, FilmOptions, Progress } from './film-options';
export { filmPace } from './film-pace';
export * from './frames';
export { type FilmPart, type JoinedFilm, type JoinFilmsOptions, joinFilms } from './join-films';
export { LostError } from './lost';
export type { Pace, PaceOptions } from './pace';
export type { PixelSize, ProjectDescription } from './page/protocol';
export * from './project';
export * from './quality';
export { type RawFrames, writeRawFrames } from './raw-frames';
export * from './render-scene';
export { SceneError } from './scene-error';
export * from './stills';
export { type Stock, type StockOptions, type StockRequest, startStock } from './stock';
