/**
 * Films any Motion Canvas project without its editor: from a command line, in continuous integration, on a server.
 *
 * @packageDocumentation
 */
export { writeWhole } from './atomic';
export { BROWSER_REMEDY } from './browser/find';
export type { Cue, SceneMark } from './cues';
export { drawOnly, type Pace } from './draw-only';
export { FFMPEG_REMEDY } from './encode/ffmpeg';
export { type BrowserReport, examineMachine, type MachineReport } from './examine';
export { type EncoderName, type Film, type FilmOptions, film, type Progress } from './film';
export * from './frames';
export type { PixelSize, ProjectDescription } from './page/protocol';
export * from './project';
export * from './quality';
export * from './render-scene';
export { SceneError } from './scene-error';
export * from './stills';
export { type Stock, type StockOptions, startStock } from './stock';
