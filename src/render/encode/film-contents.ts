import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import type { PixelSize } from '../page/protocol';

/** What a file of a film holds, as its heads tell. */
export interface FilmContents {
  readonly size: PixelSize;
  readonly frames: number;
  /** Whether it has sound. */
  readonly sound: boolean;
}

/** Reads what a file holds, or `undefined` if there is no film in it; nothing is decoded. */
export async function filmContents(path: string): Promise<FilmContents | undefined> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) return undefined;
    const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true });
    let frames = 0;
    for await (const _ of packets) frames++;
    const size = { width: track.displayWidth, height: track.displayHeight };
    return { size, frames, sound: (await input.getPrimaryAudioTrack()) !== null };
  } finally {
    input.dispose();
  }
}
