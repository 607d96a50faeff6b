import { DataTexture, LinearFilter, RGBAFormat, UnsignedByteType } from 'three';
import type { ColorMap } from '../../theme';

/** Entries of a colour map on the graphics side; neighbours are mixed. */
const ENTRIES = 512;

const textures = new WeakMap<ColorMap, DataTexture>();

/** A colour map as a texture one pixel high, made once for each map. */
export function colorTexture(map: ColorMap): DataTexture {
  const known = textures.get(map);
  if (known !== undefined) return known;
  const data = new Uint8Array(4 * ENTRIES);
  for (let i = 0; i < ENTRIES; i++) {
    const [r, g, b] = map.rgb(i / (ENTRIES - 1));
    data.set([255 * r, 255 * g, 255 * b, 255].map(Math.round), 4 * i);
  }
  const texture = new DataTexture(data, ENTRIES, 1, RGBAFormat, UnsignedByteType);
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  textures.set(map, texture);
  return texture;
}
