import { createRef } from '@motion-canvas/core';
import { Stage3D, Surface3D } from '../../../src/nodes/stage3d';
import { ease, sequential } from '../../../src/theme';
import { makeExample } from '../example';

/** A product of two cosines as a sheet; the camera goes round it and up. */
export default makeExample(function* (view) {
  const p = 59;
  const wave = (n: number) => Math.cos((4 * Math.PI * n) / p);
  const data = Float32Array.from({ length: p * p }, (_, i) => wave(Math.floor(i / p)) * wave(i % p));
  const stage = createRef<Stage3D>();
  view.add(
    <Stage3D ref={stage} azimuth={38} elevation={30} zoom={800} fieldOfView={24}>
      <Surface3D fields={[{ p, data }]} range={[-1, 1]} colors={sequential} rise={0.12} />
    </Stage3D>,
  );
  yield* stage().look({ azimuth: 70, elevation: 55, zoom: 800 }, 1.5, ease.glide);
});
