import { useLayoutEffect, useRef, useState } from 'react';
import { createSurface } from '../../../pictures/surface';
import { filling, HEIGHT, WIDTH } from './picture';
import { useTurn } from './turn';

/** A lit surface of three.js, whose own canvas stands in the page. */
export function SurfacePicture() {
  const turn = useTurn();
  const [surface] = useState(createSurface);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { style, width, height } = surface.canvas;
    style.position = 'absolute';
    style.left = `${50 - (50 * width) / WIDTH}%`;
    style.top = `${50 - (50 * height) / HEIGHT}%`;
    style.width = `${(100 * width) / WIDTH}%`;
    style.height = `${(100 * height) / HEIGHT}%`;
    place.current?.append(surface.canvas);
  }, [surface]);
  useLayoutEffect(() => surface.draw(turn), [surface, turn]);
  return <div ref={place} style={filling} />;
}
