import type { Project } from '@motion-canvas/core';
import { watchChanges } from './changes';
import { filmRange } from './film';
import { fontsReady } from './fonts';
import { ownPixels, ownSize } from './logical-size';
import { canEncode } from './packet-encoder';
import { pageError } from './page-error';
import { Patience } from './patience';
import { Player } from './player';
import type { ProjectDescription, Request } from './protocol';
import { markUnseeded } from './seeds';
import { watchSeeks } from './seeks';
import { drawSheet } from './sheet';
import { Steadiness } from './steady';
import { timeFrames } from './time-frames';
import { Wire } from './wire';

/** Milliseconds between two signs of life. */
const BEAT = 1000;

const MODULE_WAITS =
  'does a module of the project or of a scene wait at its top level (await) for a promise that never resolves, ' +
  'an answer that never comes, say?';

/**
 * The page's whole life: load the project, then do what Node asks over the socket, one request at a time.
 *
 * @param load - Imports the project as Motion Canvas bootstraps it.
 * @param library - What `@motion-canvas/2d` exports; nothing where a project does without.
 */
export function film(
  load: () => Promise<{ default: Project }>,
  library: Readonly<Record<string, unknown>>,
): void {
  const wire = new Wire(`ws://${location.host}/@film/socket/${document.documentElement.dataset.page}`);
  addEventListener('error', (event) =>
    wire.send({ kind: 'crash', error: pageError(event.error ?? event.message) }),
  );
  addEventListener('unhandledrejection', (event) => {
    // A promise that fails while a request runs fails that request too, with its frame; this is for the others.
    if (!wire.busy) wire.send({ kind: 'crash', error: pageError(event.reason) });
  });
  markUnseeded();
  watchSeeks();
  watchChanges();
  const loading = load().then(async ({ default: project }) => {
    // Whatever else a file exports passes through Motion Canvas without a word.
    if (!Array.isArray(project.scenes)) {
      throw new Error(
        'the project file does not export what makeProject({ scenes: […] }) gives as its default',
      );
    }
    if (project.scenes.length === 0)
      throw new Error('the project lists no scene: makeProject({ scenes: […] })');
    await fontsReady();
    return project;
  });
  loading.catch(() => undefined); // It is told to whoever asks first.
  let player: Player | undefined;
  setInterval(() => wire.busy && wire.send({ kind: 'alive' }), BEAT);
  let told = 0;
  // A scene that is run through leaves no time for the interval: it is heard frame by frame.
  const onMove = (scene: string, frame: number) => {
    if (performance.now() - told < BEAT) return;
    told = performance.now();
    wire.send({ kind: 'alive', scene, frame });
  };
  wire.serve(async (request) => {
    if (request.kind === 'encodes') return canEncode(request);
    const load = 'patience' in request ? new Patience(request.patience, MODULE_WAITS) : undefined;
    const project = await (load?.with(() => loading) ?? loading);
    if (request.kind === 'describe') return describe(project);
    const log = (level: string, message: string) => wire.send({ kind: 'log', level, message });
    player ??= new Player(project, log, new Steadiness(library), onMove);
    return answer(request, player, wire);
  });
}

async function answer(request: Request, player: Player, wire: Wire): Promise<unknown> {
  switch (request.kind) {
    case 'prepare':
      return player.prepare(request);
    case 'stills':
      for (const frame of request.frames) {
        await player.draw(frame);
        wire.send({ kind: 'still', frame }, await png(player.canvas));
      }
      return null;
    case 'sheet':
      wire.send({ kind: 'still', frame: 0 }, await png(await drawSheet(player, request)));
      return null;
    case 'time':
      return timeFrames(player, request.frames);
    case 'film':
      return filmRange(player, request, wire);
    default:
      throw new Error(`the page does not know the request "${request.kind}"`);
  }
}

function describe(project: Project): ProjectDescription {
  const { fps, audioOffset, range } = project.meta.getFullRenderingSettings();
  return {
    name: project.name,
    scenes: project.scenes.map((scene) => scene.name),
    size: ownPixels(ownSize(project)),
    fps,
    range: { from: range[0], to: Number.isFinite(range[1]) ? range[1] : undefined },
    audio: project.audio === undefined ? undefined : { source: project.audio, at: audioOffset ?? 0 },
    variables: project.variables ?? {},
  };
}

async function png(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) throw new Error(`the browser made no PNG of ${canvas.width}×${canvas.height} pixels`);
  return blob.arrayBuffer();
}
