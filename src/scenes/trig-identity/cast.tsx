import { Node } from '@motion-canvas/2d';
import { createRef, createSignal, type SimpleSignal, Vector2, type Vector2Signal } from '@motion-canvas/core';
import { Formula } from '../../nodes/formula';
import { type Field, type Stage3D, Surface3D } from '../../nodes/stage3d';
import type { ColorMap } from '../../theme';
import { palette, sizes } from '../../theme';
import { buildCast, CLOSE, MIDDLE, type Cast as Opening } from '../surfaces/cast';
import { angularTex } from './formulas';
import type { TrigData } from './load';

/** What the chapter's acts share. */
export interface Cast {
  readonly data: TrigData;
  /** The stage of the chapter before, as it has left it. */
  readonly opening: Opening;
  readonly stage: Stage3D;
  readonly caption: Opening['caption'];
  /** What w is, in the upper right corner. */
  readonly omega: Node;
  readonly view: Node;
}

/** The end of the chapter before: this chapter goes on from there. */
const BEFORE = { ...CLOSE, azimuth: 52 } as const;

/** The view on two sheets or more. */
export const WIDE = { azimuth: 28, elevation: 38, zoom: 470, fieldOfView: 7 } as const;

/** World units that a product's whole range takes upwards. */
export const TALL = 0.3;

/** Builds the stage as the chapter before has left it, unseen. */
export function buildOpening(data: TrigData, view: Node): Cast {
  const opening = buildCast(data.opening, view);
  const { stage, frame, neuron, neuronAt } = opening;
  stage.azimuth(BEFORE.azimuth);
  stage.elevation(BEFORE.elevation);
  stage.zoom(BEFORE.zoom);
  stage.fieldOfView(BEFORE.fieldOfView);
  stage.opacity(0);
  neuronAt(MIDDLE);
  neuron.revealY(1);
  frame.yEdge(1);
  for (const drawn of [frame.drawnX, frame.drawnY, frame.drawnHeight, frame.drawnFloor]) drawn(1);
  const omega = createRef<Node>();
  view.add(
    <Node ref={omega} position={[760, -472]} opacity={0}>
      <Formula tex={angularTex(data.drawnK, data.p)} fill={palette.muted} fontSize={sizes.label} />
    </Node>,
  );
  return { data, opening, stage, caption: opening.caption, omega: omega(), view };
}

/** A sheet that stands around its zero at a point of the picture. */
export interface Standing {
  readonly sheet: Surface3D;
  readonly at: Vector2Signal<void>;
  /** The weight of each of its fields. */
  readonly weights: SimpleSignal<readonly number[]>;
}

/** Puts a sheet on the stage. */
export function stand(
  stage: Stage3D,
  fields: readonly Field[],
  weights: readonly number[],
  at: Vector2,
  look: { readonly colors: ColorMap; readonly range: number; readonly tall?: number },
): Standing {
  const where = Vector2.createSignal(at);
  const shares = createSignal(weights);
  const { colors, range, tall = TALL } = look;
  const sheet = new Surface3D({
    fields,
    weights: shares,
    range: [-range, range],
    rise: tall / (2 * range),
    colors,
    place: () => stage.behind(where()),
    opacity: 0,
  });
  stage.add(sheet);
  return { sheet, at: where, weights: shares };
}
