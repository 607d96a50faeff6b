import { initial, Node, type NodeProps, nodeName, signal, vector2Signal } from '@motion-canvas/2d';
import {
  all,
  createSignal,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
  Vector2,
  type Vector2Signal,
} from '@motion-canvas/core';
import { ease, fonts, glow, palette, sizes, tempo, weights } from '../../theme';
import { AttentionPattern } from '../attention-pattern';
import { CellVector } from '../cell-vector';
import { aroundOne, firstAndLast, type Slot } from '../cells';
import { Label } from '../label';
import { Wires } from '../wires';
import { type ColumnPlace, type NetworkLayout, networkLayout } from './layout';
import type { NetworkRanges, NetworkShape, NetworkValues, NetworkWeights } from './shape';
import {
  headPlacesOf,
  lookupWires,
  mixedWires,
  POSITION_COLORS,
  streamWires,
  valueWires,
  weightWires,
} from './wiring';

/** The parts that light up one after the other. */
export const PARTS = [
  'tokens',
  'residual',
  'values',
  'patterns',
  'mixed',
  'middle',
  'hidden',
  'last',
  'logits',
] as const;
export type Part = (typeof PARTS)[number];

/** The bundles of wires, in the order in which values pass through them. */
export const BUNDLES = [
  'lookup',
  'values',
  'mixed',
  'stream',
  'input',
  'output',
  'bypass',
  'unembed',
] as const;
export type Bundle = (typeof BUNDLES)[number];

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

/** What one part shows: its empty cells, what has lit up in them, and the numbers of its entries. */
export interface PartSignals {
  readonly shown: SimpleSignal<number>;
  readonly lit: SimpleSignal<number>;
  readonly labels: SimpleSignal<number>;
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
  public readonly parts: Readonly<Record<Part, PartSignals>>;
  /** How bright each part and each bundle is: `spotlight` moves them. */
  public readonly light: Readonly<Record<Part | Bundle, SimpleSignal<number>>>;
  public readonly bundles: Readonly<Record<Bundle, Wires>>;
  public readonly columns: {
    readonly tokens: readonly CellVector[];
    readonly residual: readonly CellVector[];
    readonly middle: CellVector;
    readonly hidden: CellVector;
    readonly last: CellVector;
    readonly logits: CellVector;
  };
  public readonly heads: readonly {
    readonly values: readonly CellVector[];
    readonly pattern: AttentionPattern;
    readonly mixed: CellVector;
    readonly name: Label;
  }[];

  public constructor({ shape, ranges, lines, tokenName, ...props }: NetworkDiagramProps) {
    super(props);
    this.layout = networkLayout(shape);
    this.parts = record(PARTS, () => ({
      shown: createSignal(0),
      lit: createSignal(0),
      labels: createSignal(0),
    }));
    this.light = record([...PARTS, ...BUNDLES], () => createSignal(1));
    const { layout, parts, light } = this;
    const column = (
      place: ColumnPlace,
      part: Part,
      slots: SignalValue<readonly Slot[]>,
      values: () => ArrayLike<number>,
      range: readonly [number, number],
      more: Partial<ConstructorParameters<typeof CellVector>[0]> = {},
    ) =>
      new CellVector({
        position: [place.x, place.y],
        pitch: place.pitch,
        across: place.across,
        slots,
        values,
        range,
        shown: parts[part].shown,
        lit: parts[part].lit,
        opacity: light[part],
        labelSize: 16,
        ...more,
        labels: () => parts[part].labels() * this.readable(more.labelSize ?? 16),
      });
    const plain = (place: ColumnPlace, part: Part, length: number, key: 'middle' | 'post' | 'last') =>
      column(place, part, firstAndLast(length, place.most), () => this.network()[key], ranges[key], {
        labelSize: 21,
        labelSide: 'after',
      });
    const token = (i: number) => this.network().tokens[i] ?? 0;
    this.columns = {
      tokens: layout.tokens.map((place, i) =>
        column(
          place,
          'tokens',
          () => aroundOne(shape.vocabulary, token(i), place.most),
          () => oneHot(shape.vocabulary, token(i)),
          [0, 1],
          {
            colors: glow,
            label: tokenName,
            labelColor: (index) =>
              index === token(i) ? (POSITION_COLORS[i] ?? palette.text) : palette.muted,
          },
        ),
      ),
      residual: layout.residual.map((place, i) => {
        const made = column(
          place,
          'residual',
          firstAndLast(shape.dModel, place.most),
          () => this.network().residual[i] ?? [],
          ranges.residual,
          { labelSize: 20.5 },
        );
        if (i > 0) made.labels(0);
        return made;
      }),
      middle: plain(layout.middle, 'middle', shape.dModel, 'middle'),
      hidden: plain(layout.hidden, 'hidden', shape.dMlp, 'post'),
      last: plain(layout.last, 'last', shape.dModel, 'last'),
      logits: column(
        layout.logits,
        'logits',
        () => aroundOne(shape.logits, this.answer(), layout.logits.most),
        () => this.network().logits,
        ranges.logits,
        { labelSide: 'after', labelSize: 18, label: tokenName, marked: () => this.answer() },
      ),
    };
    this.heads = layout.heads.map(({ y, unit, values, pattern, mixed }, head) => {
      const places = headPlacesOf(shape.dHead);
      const small = { pitch: unit, across: unit, labelSize: 0.38 * unit };
      return {
        values: values.map(
          ([px, py], position) =>
            new CellVector({
              ...small,
              position: [px, py],
              along: 'right',
              slots: firstAndLast(shape.dHead, places.values),
              values: () => this.network().values[head]?.[position] ?? [],
              range: ranges.values,
              shown: parts.values.shown,
              lit: parts.values.lit,
              opacity: light.values,
              labels: () =>
                position === 0 && head === 0 ? parts.values.labels() * this.readable(0.38 * unit) : 0,
            }),
        ),
        pattern: new AttentionPattern({
          position: pattern,
          positions: values.length,
          pitch: unit,
          pattern: () => this.network().patterns[head] ?? [],
          shown: parts.patterns.shown,
          lit: parts.patterns.lit,
          opacity: light.patterns,
          labels: () => parts.patterns.labels() * this.readable(0.46 * unit),
          names: ['x', 'y', '='],
          nameColors: POSITION_COLORS,
          nameSize: 0.46 * unit,
          numberSize: 0.36 * unit,
          numbers: () => this.shares() * this.readable(0.36 * unit),
        }),
        mixed: new CellVector({
          ...small,
          pitch: 0.72 * unit,
          position: mixed,
          slots: firstAndLast(shape.dHead, places.mixed),
          values: () => this.network().mixed[head] ?? [],
          range: ranges.values,
          shown: parts.mixed.shown,
          lit: parts.mixed.lit,
          opacity: light.mixed,
        }),
        name: new Label({
          text: `head ${head + 1}`,
          position: [values[0]?.[0] ?? 0, y - 2.4 * unit],
          fill: palette.muted,
          fontSize: sizes.small,
          opacity: () => parts.values.shown() * light.values(),
        }),
      };
    });
    const { middle, hidden, last, logits } = this.columns;
    const [stream, bypass] = streamWires(layout);
    const dense = (
      [from, fromPlace]: readonly [CellVector, ColumnPlace],
      [to, toPlace]: readonly [CellVector, ColumnPlace],
      values: ArrayLike<number>,
      toLength: number,
    ) =>
      new Wires({
        wires: () =>
          weightWires(
            { place: fromPlace, slots: from.slots() },
            { place: toPlace, slots: to.slots() },
            values,
            toLength,
          ),
        drawn: 0,
        lineWidth: 1.4,
      });
    const fixed = (wires: ReturnType<typeof lookupWires>, heads = true) =>
      new Wires({ wires, drawn: 0, heads });
    this.bundles = {
      lookup: fixed(lookupWires(layout)),
      values: fixed(valueWires(layout), false),
      mixed: fixed(mixedWires(layout), false),
      stream: fixed([stream]),
      input: dense([middle, layout.middle], [hidden, layout.hidden], lines.input, shape.dMlp),
      output: dense([hidden, layout.hidden], [last, layout.last], lines.output, shape.dModel),
      bypass: fixed([bypass]),
      unembed: dense([last, layout.last], [logits, layout.logits], lines.unembed, shape.logits),
    };
    for (const bundle of BUNDLES) this.bundles[bundle].opacity(light[bundle]);
    this.add([
      ...Object.values(this.bundles),
      ...this.columns.tokens,
      ...this.columns.residual,
      ...this.heads.flatMap(({ values, pattern, mixed, name }) => [...values, pattern, mixed, name]),
      ...[middle, hidden, last, logits],
    ]);
    for (const place of [layout.middle, layout.last]) this.add(this.plus(place));
    if (shape.heads > this.heads.length) this.add(this.moreHeads(shape.heads));
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

  /** Where the residual stream is added to. */
  private plus(place: ColumnPlace): Label {
    const bundle = place === this.layout.last ? 'bypass' : 'stream';
    return new Label({
      text: '+',
      position: [
        place.x + 24 * (place === this.layout.last ? 1 : -1.4),
        place.y + (place.most * place.pitch) / 2 + 30,
      ],
      fill: palette.muted,
      fontSize: sizes.body,
      opacity: () => this.bundles[bundle].drawn() * this.light[bundle](),
    });
  }

  private moreHeads(count: number): Label {
    const { y, unit, values } = this.layout.heads.at(-1) ?? { y: 0, unit: 0, values: [] };
    return new Label({
      text: `… ${count} heads`,
      position: [values[0]?.[0] ?? 0, y + 2.6 * unit],
      fill: palette.muted,
      fontSize: sizes.small,
      fontFamily: fonts.sans,
      fontWeight: weights.regular,
      opacity: () => this.parts.values.shown() * this.light.values(),
    });
  }
}

/** How bright what is not in the spotlight is. */
const DIMMED = 0.16;

/** The middle of the frame's part above the caption: where the camera's focus stands. */
const FREE_MIDDLE = new Vector2(0, -40);

function oneHot(length: number, index: number): Float32Array {
  const values = new Float32Array(length);
  values[index] = 1;
  return values;
}

function record<K extends string, V>(keys: readonly K[], make: () => V): Readonly<Record<K, V>> {
  return Object.fromEntries(keys.map((key) => [key, make()])) as Record<K, V>;
}
