import { Color, type Scene } from '@motion-canvas/core';

/** Ways of drawing that leave what is opaque opaque. */
const KEEPING: readonly string[] = [
  'source-over',
  'source-atop',
  'destination-over',
  'lighter',
  'multiply',
  'screen',
  'overlay',
  'darken',
  'lighten',
  'color-dodge',
  'color-burn',
  'hard-light',
  'soft-light',
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
];

/** What takes away from a canvas without asking how. */
const TAKING = ['putImageData', 'reset'] as const;

/**
 * Knows whether a scene has covered its canvas: most fill their view with a colour, and then nothing has to be put
 * under them, which takes a millisecond at 1920 × 1080.
 */
export class Cover {
  /** Whether something may have been taken away from the canvas since it was empty. */
  private taken = false;

  constructor(private readonly context: CanvasRenderingContext2D) {
    const { canvas } = context;
    const prototype = CanvasRenderingContext2D.prototype;
    const how = Object.getOwnPropertyDescriptor(prototype, 'globalCompositeOperation');
    Object.defineProperty(context, 'globalCompositeOperation', {
      get: () => how?.get?.call(context),
      set: (value: string) => {
        if (!KEEPING.includes(value)) this.taken = true;
        how?.set?.call(context, value);
      },
    });
    context.clearRect = (...box) => {
      const { a, b, c, d, e, f } = context.getTransform();
      const isAll =
        `${[a, b, c, d, e, f, ...box]}` === `${[1, 0, 0, 1, 0, 0, 0, 0, canvas.width, canvas.height]}`;
      this.taken = !isAll;
      prototype.clearRect.apply(context, box);
    };
    for (const name of TAKING) {
      const own: unknown = Reflect.get(prototype, name);
      if (typeof own !== 'function') continue;
      Reflect.set(context, name, (...more: unknown[]): unknown => {
        this.taken = true;
        return own.apply(context, more);
      });
    }
  }

  /** Whether every pixel of what a scene has just drawn on the canvas is opaque, as far as its view tells. */
  isWhole(scene: Scene): boolean {
    const view: unknown = 'getView' in scene && typeof scene.getView === 'function' ? scene.getView() : null;
    if (this.taken || typeof view !== 'object' || view === null) return false;
    const told = (name: string): unknown => {
      const value: unknown = Reflect.get(view, name);
      return typeof value === 'function' ? value.call(view) : undefined;
    };
    const [fill, matrix, radius] = [told('fill'), told('localToWorld'), told('radius')];
    const isPlain =
      told('requiresCache') === false && told('absoluteOpacity') === 1 && told('antialiased') === true;
    if (!isPlain || !(fill instanceof Color) || fill.alpha() !== 1 || !(matrix instanceof DOMMatrix))
      return false;
    if (typeof radius !== 'object' || radius === null || Object.values(radius).some((one) => one !== 0))
      return false;
    return this.isInside(matrix, told('width'), told('height'));
  }

  /** Whether the canvas lies in a box of a size, whose centre is the origin of a matrix. */
  private isInside({ a, b, c, d, e, f }: DOMMatrix, width: unknown, height: unknown): boolean {
    const { canvas } = this.context;
    if (typeof width !== 'number' || typeof height !== 'number' || b !== 0 || c !== 0) return false;
    const [x, y] = [(a * width) / 2, (d * height) / 2];
    return e - x <= 0 && e + x >= canvas.width && f - y <= 0 && f + y >= canvas.height;
  }
}
