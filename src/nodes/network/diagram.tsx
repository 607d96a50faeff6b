import { initial, Node, type NodeProps, nodeName, signal, vector2Signal } from '@motion-canvas/2d';
import {
  all,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
  Vector2,
  type Vector2Signal,
} from '@motion-canvas/core';
import { ease, sizes, tempo } from '../../theme';
import type { Wires } from '../wires';
import { buildBundles, buildPluses } from './bundles';
import { buildColumns, type Columns } from './columns';
import { buildHeads, type Head, moreHeads } from './heads';
import { type NetworkLayout, networkLayout } from './layout';
import {
  BUNDLES,
  type Bundle,
  type Light,
  lightSignals,
  PARTS,
  type Part,
  type Parts,
  type Plan,
  partSignals,
} from './parts';
import type { NetworkRanges, NetworkShape, NetworkValues, NetworkWeights } from './shape';

export interface NetworkDiagramProps extends NodeProps {
  shape: NetworkShape;
  /** What is in the cells; may follow other signals. */
  network: SignalValue<NetworkValues>;
  ranges: NetworkRanges;
  /** Makes the lines between the columns as strong as their weights. */
  lines: NetworkWeights;
  /** How a token is written. */
  tokenName: (token: number) => string;
  /** The answer that the column of logits shows among its neighbours. */
  answer: SignalValue<number>;
}

/**
 * A one-layer transformer, drawn from its widths: token columns, embedding, heads with values and patterns, residual
 * stream, neurons, logits. Every cell takes its colour from a real activation. `look` moves a camera over it; what is
 * written in small type appears when the camera is near enough to read it.
 *
 * @example `<NetworkDiagram shape={shape} network={values} ranges={ranges} lines={weights} tokenName={String} answer={3} />`
 */
@nodeName('NetworkDiagram')
export class NetworkDiagram extends Node {
  @signal()
  declare public readonly network: SimpleSignal<NetworkValues, this>;

  @signal()
  declare public readonly answer: SimpleSignal<number, this>;

  /** The point of the diagram that stands in the middle of the frame's free part. */
  @initial([0, 0])
  @vector2Signal('focus')
  declare public readonly focus: Vector2Signal<this>;

  @initial(1)
  @signal()
  declare public readonly zoom: SimpleSignal<number, this>;

  /** How visible the shares are that "=" takes from each position. */
  @initial(0)
  @signal()
  declare public readonly shares: SimpleSignal<number, this>;

  public readonly layout: NetworkLayout;
  public readonly parts: Parts;
  /** How bright each part and each bundle is: `spotlight` moves them. */
  public readonly light: Light;
  public readonly bundles: Readonly<Record<Bundle, Wires>>;
  public readonly columns: Columns;
  public readonly heads: readonly Head[];

  public constructor({ shape, ranges, lines, tokenName, ...props }: NetworkDiagramProps) {
    super(props);
    this.layout = networkLayout(shape);
    this.parts = partSignals();
    this.light = lightSignals();
    const plan: Plan = {
      shape,
      layout: this.layout,
      ranges,
      parts: this.parts,
      light: this.light,
      network: () => this.network(),
      answer: () => this.answer(),
      tokenName,
      shares: () => this.shares(),
      readable: (size) => this.readable(size),
    };
    this.columns = buildColumns(plan);
    this.heads = buildHeads(plan);
    this.bundles = buildBundles(plan, this.columns, lines);
    const { tokens, residual, middle, hidden, last, logits } = this.columns;
    this.add([
      ...Object.values(this.bundles),
      ...tokens,
      ...residual,
      ...this.heads.flatMap(({ values, pattern, mixed, name }) => [...values, pattern, mixed, name]),
      ...[middle, hidden, last, logits],
      ...buildPluses(plan, this.bundles),
    ]);
    if (shape.heads > this.heads.length) this.add(moreHeads(plan));
    this.scale(() => this.zoom());
    this.position(() => FREE_MIDDLE.sub(this.focus().scale(this.zoom())));
    this.focus(FREE_MIDDLE);
  }

  /** Moves the camera: the point to look at, and how much larger than life. */
  public look(
    focus: readonly [x: number, y: number],
    zoom: number,
    seconds: number = tempo.slow,
  ): ThreadGenerator {
    return all(this.focus(new Vector2(...focus), seconds, ease.move), this.zoom(zoom, seconds, ease.move));
  }

  /** Dims everything but some parts and bundles; with nothing named, all is bright again. */
  public spotlight(on: readonly (Part | Bundle)[] = [], seconds: number = tempo.normal): ThreadGenerator {
    return all(
      ...[...PARTS, ...BUNDLES].map((name) =>
        this.light[name](on.length === 0 || on.includes(name) ? 1 : DIMMED, seconds, ease.move),
      ),
    );
  }

  /** How visible type of a size is: not at all where it would be smaller than the film's smallest. */
  public readable(size: number): number {
    const onScreen = size * this.zoom();
    return Math.min(1, Math.max(0, (onScreen - sizes.small + 0.5) / 1));
  }
}

/** How bright what is not in the spotlight is. */
const DIMMED = 0.16;

/** The middle of the frame's part above the caption: where the camera's focus stands. */
const FREE_MIDDLE = new Vector2(0, -40);
