/**
 * Films any Motion Canvas project without its editor: from a command line, in continuous integration, on a server.
 *
 * @packageDocumentation
 */
export { writeWhole } from './atomic';
export { type EncoderName, type Film, type FilmOptions, film, type Progress } from './film';
export * from './frames';
export type { PixelSize, ProjectDescription } from './page/protocol';
export * from './project';
export * from './quality';
export { SceneError } from './scene-error';
export * from './stills';
