import { Node } from '@motion-canvas/2d';
import { createRef, createSignal, type SimpleSignal, Vector2, type Vector2Signal } from '@motion-canvas/core';
import { Caption } from '../../nodes/caption';
import { Label } from '../../nodes/label';
import { along, type Point3, SheetFrame, Stage3D, Surface3D } from '../../nodes/stage3d';
import { roundTicks } from '../../nodes/wave-geometry';
import { fonts, palette, roles, sequential, sizes, weights } from '../../theme';
import type { SurfacesData } from './load';
import type { PartKind } from './parts';

/** World units that the neuron's whole range takes upwards, on a sheet of side 1. */
const TALL = 0.32;

/** What the chapter's acts share. */
export interface Cast {
  readonly data: SurfacesData;
  readonly stage: Stage3D;
  readonly caption: Caption;
  readonly heading: Node;
  readonly frame: SheetFrame;
  /** The neuron's surface about its mean. */
  readonly neuron: Surface3D;
  /** Where the neuron's sheet stands on the picture, in pixels from its middle. */
  readonly neuronAt: Vector2Signal<void>;
  /** World units per unit of height: the same for every sheet. */
  readonly rise: number;
  /** The same for the neuron alone: 0 flattens it. */
  readonly neuronRise: SimpleSignal<number>;
  /** Round values for the height axis and the colour bar: heights about the mean, labels as recorded. */
  readonly ticks: readonly { readonly height: number; readonly label: string }[];
}

/** The role whose colour a part wears. */
export const partColor: Readonly<Record<PartKind, string>> = {
  row: roles.x,
  column: roles.y,
  sum: roles.sum,
  difference: roles.difference,
};

/** The view on one sheet from which all of it is seen best. */
export const CLOSE = { azimuth: 38, elevation: 30, zoom: 710, fieldOfView: 24 } as const;

/** Where a single sheet stands, in pixels: above the middle, to leave room for the caption. */
export const MIDDLE = new Vector2(0, -45);

/** Builds the stage with the neuron's frame and its sheet, none of which is seen yet. */
export function buildCast(data: SurfacesData, view: Node): Cast {
  const { p, range, mean, neuron: id } = data;
  const rise = TALL / (range[1] - range[0]);
  const stage = createRef<Stage3D>();
  const caption = createRef<Caption>();
  const heading = createRef<Node>();
  const frame = createRef<SheetFrame>();
  const neuron = createRef<Surface3D>();
  const neuronAt = Vector2.createSignal(MIDDLE);
  const neuronRise = createSignal(rise);
  const place = () => standing(data, stage().behind(neuronAt()), neuronRise());
  const ticks = roundTicks(range[0] + mean, range[1] + mean, 4).map((value) => ({
    height: value - mean,
    label: String(Number(value.toPrecision(6))).replace('-', '−'),
  }));
  view.add(
    <>
      <Stage3D ref={stage} azimuth={0} elevation={0} zoom={1150} fieldOfView={5}>
        <SheetFrame
          ref={frame}
          p={p}
          range={range}
          ticks={ticks}
          heightName={'activation'}
          rise={neuronRise}
          place={place}
          drawnX={0}
          drawnY={0}
          drawnHeight={0}
          drawnFloor={0}
        />
        <Surface3D
          ref={neuron}
          fields={[data.centred]}
          range={range}
          colors={sequential}
          rise={neuronRise}
          place={place}
          revealY={0}
        />
      </Stage3D>
      <Node ref={heading} position={[-900, -470]} opacity={0}>
        <Label
          text={`Neuron ${id}`}
          offset={[-1, 0]}
          fontSize={sizes.heading}
          fontFamily={fonts.sans}
          fontWeight={weights.semibold}
        />
        <Label
          text={`one of ${data.neurons} in the hidden layer, at frequency ${data.k}`}
          y={58}
          offset={[-1, 0]}
          fill={palette.muted}
        />
      </Node>
      <Caption ref={caption} />
    </>,
  );
  return {
    data,
    stage: stage(),
    caption: caption(),
    heading: heading(),
    frame: frame(),
    neuron: neuron(),
    neuronAt,
    rise,
    neuronRise,
    ticks,
  };
}

/** Where a sheet's zero lies if the middle of its range is to be at a point. */
export function standing({ range }: SurfacesData, at: Point3, rise: number): Point3 {
  return along(at, [0, 0, 1], (-rise * (range[0] + range[1])) / 2);
}
