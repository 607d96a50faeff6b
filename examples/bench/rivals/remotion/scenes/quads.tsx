import { drawQuads } from '../../../pictures/quads';
import { Painted } from './picture';
import { useTurn } from './turn';

/** A surface of 12 544 quads, filled one by one. */
export function Quads() {
  const turn = useTurn();
  return <Painted paint={(context) => drawQuads(context, turn)} />;
}
