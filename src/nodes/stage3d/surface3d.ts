import { computed, initial, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import {
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  Group,
  Mesh,
  type Object3D,
  type ShaderMaterial,
} from 'three';
import { type ColorMap, sequential } from '../../theme';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';
import { colorTexture } from './color-texture';
import { boxCorners } from './crop';
import { lightFrom } from './light';
import { Solid, type StageView } from './solid';
import {
  type DrawOrder,
  type Field,
  heightRange,
  nearestFirst,
  sheetPositions,
  sheetTriangles,
  slopes,
  weightedSum,
} from './surface-geometry';
import { drawInPart, surfaceMaterial } from './surface-material';

export interface SurfaceProps extends NodeProps {
  /** What the sheet may show; all over the same p. */
  fields: readonly Field[];
  /** The sheet shows Σ weight·field; by default the first field alone. Tweening the weights morphs it. */
  weights?: SignalValue<readonly number[]>;
  /** Middle of the sheet. */
  place?: SignalValue<Point3>;
  /** Side of the sheet in world units. */
  side?: SignalValue<number>;
  /** World units per unit of height; 0 flattens the sheet to a heat map. */
  rise?: SignalValue<number>;
  /** The heights that take the first and the last colour of the map. */
  range?: SignalValue<readonly [low: number, high: number]>;
  colors?: SignalValue<ColorMap>;
  /** How much of the sheet is there along x and along y, 0 … 1. */
  revealX?: SignalValue<number>;
  revealY?: SignalValue<number>;
  /** Strength of the faint lines along x and y. */
  mesh?: SignalValue<number>;
}

/** The triangles of all sheets of one size, in each order in which they are drawn: made once. */
const triangles = new Map<string, Uint32Array>();

function trianglesOf(p: number, order: DrawOrder): Uint32Array {
  const name = `${p} ${order.fromHighX} ${order.fromHighY}`;
  const known = triangles.get(name) ?? sheetTriangles(p, order);
  triangles.set(name, known);
  return known;
}

/** A sheet over all pairs (x, y): height and colour say the value. */
@nodeName('Surface3D')
@drawnBySignals
export class Surface3D extends Solid {
  @initial([1]) @signal() declare public readonly weights: SimpleSignal<readonly number[], this>;
  @initial([0, 0, 0]) @signal() declare public readonly place: SimpleSignal<Point3, this>;
  @initial(1) @signal() declare public readonly side: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly rise: SimpleSignal<number, this>;
  @initial([-1, 1])
  @signal()
  declare public readonly range: SimpleSignal<readonly [number, number], this>;
  @initial(sequential) @signal() declare public readonly colors: SimpleSignal<ColorMap, this>;
  @initial(1) @signal() declare public readonly revealX: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly revealY: SimpleSignal<number, this>;
  @initial(0.1) @signal() declare public readonly mesh: SimpleSignal<number, this>;

  private readonly fields: readonly Field[];
  private readonly geometry = new BufferGeometry();
  private readonly look = surfaceMaterial();
  private readonly sheet = new Group();
  private readonly height: BufferAttribute;
  private readonly slope: BufferAttribute;
  private readonly shape: Mesh;
  private readonly depth: Mesh;
  private readonly depthOnly: ShaderMaterial;

  public constructor({ fields, ...props }: SurfaceProps) {
    super(props);
    this.fields = fields;
    const p = this.p;
    this.height = new BufferAttribute(new Float32Array(p * p), 1).setUsage(DynamicDrawUsage);
    this.slope = new BufferAttribute(new Float32Array(2 * p * p), 2).setUsage(DynamicDrawUsage);
    this.geometry.setAttribute('height', this.height);
    this.geometry.setAttribute('slope', this.slope);
    this.geometry.setAttribute('sheet', new BufferAttribute(sheetPositions(p), 2));
    this.shape = new Mesh(this.geometry, this.look.material);
    // A sheet that is half there shows what lies behind it, but not its own far side: its depth is drawn first.
    const depthOnly = this.look.material.clone();
    depthOnly.uniforms = this.look.uniforms;
    depthOnly.colorWrite = false;
    this.depthOnly = depthOnly;
    this.depth = new Mesh(this.geometry, depthOnly);
    for (const mesh of [this.depth, this.shape]) mesh.frustumCulled = false;
    this.sheet.add(this.depth, this.shape);
  }

  /** The modulus: the sheet has p×p points. */
  public get p(): number {
    return this.fields[0]?.p ?? 0;
  }

  /** The heights that are shown now, shape [p, p]. */
  @computed()
  public heights(): Float32Array {
    return weightedSum(this.fields, this.weights());
  }

  public override solid({ stage, azimuth }: StageView): Object3D {
    const { material, uniforms } = this.look;
    this.geometryNow();
    const order = trianglesOf(this.p, nearestFirst(azimuth));
    if (this.geometry.getIndex()?.array !== order) this.geometry.setIndex(new BufferAttribute(order, 1));
    const { light, halfway } = lightFrom(azimuth);
    const opacity = this.opacityOn(stage);
    uniforms.place.value.set(...this.place());
    uniforms.side.value = this.side();
    uniforms.rise.value = this.rise();
    uniforms.range.value.set(...this.range());
    uniforms.colors.value = colorTexture(this.colors());
    uniforms.reveal.value.set(this.revealX(), this.revealY());
    uniforms.mesh.value = this.mesh();
    uniforms.opacity.value = opacity;
    uniforms.light.value.set(...light);
    uniforms.halfway.value.set(...halfway);
    for (const drawn of [material, this.depthOnly]) {
      drawInPart(drawn, this.revealX() < 1 || this.revealY() < 1);
    }
    material.transparent = opacity < 1;
    this.depth.visible = opacity < 1;
    return this.sheet;
  }

  public override corners(): readonly Point3[] {
    const [x, y, z] = this.place();
    const [low, high] = this.extent();
    const [half, rise] = [this.side() / 2, this.rise()];
    return boxCorners([x - half, y - half, z + rise * low], [x + half, y + half, z + rise * high]);
  }

  public override dispose(): void {
    super.dispose();
    this.geometry.dispose();
    this.look.material.dispose();
    this.depthOnly.dispose();
  }

  /** The lowest and the highest of the heights. */
  @computed()
  private extent(): readonly [low: number, high: number] {
    return heightRange(this.heights());
  }

  /** The geometry with the heights of now; uploaded again only when these change. */
  @computed()
  private geometryNow(): BufferGeometry {
    const heights = this.heights();
    this.height.copyArray(heights).needsUpdate = true;
    this.slope.copyArray(slopes(heights, this.p)).needsUpdate = true;
    return this.geometry;
  }
}
