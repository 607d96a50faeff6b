import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { useVideoConfig } from 'remotion';
import { COLOURS } from '../../../pictures/dial';

/** Size of the pictures as they are written down, in units of their own. */
export const WIDTH = 1920;
export const HEIGHT = 1080;

export const filling: CSSProperties = {
  position: 'absolute',
  width: '100%',
  height: '100%',
  background: COLOURS.background,
};

/** A picture that a plain function paints on a canvas; its origin is the centre. */
export function Painted({ paint }: { paint: (context: CanvasRenderingContext2D) => void }) {
  const { width, height } = useVideoConfig();
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(width / WIDTH, 0, 0, height / HEIGHT, width / 2, height / 2);
    paint(context);
  });
  return <canvas ref={canvas} width={width} height={height} style={filling} />;
}
