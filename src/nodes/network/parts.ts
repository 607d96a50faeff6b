import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import type { NetworkLayout } from './layout';
import type { NetworkRanges, NetworkShape, NetworkValues } from './shape';

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

/** What one part shows: its empty cells, what has lit up in them, and the numbers of its entries. */
export interface PartSignals {
  readonly shown: SimpleSignal<number>;
  readonly lit: SimpleSignal<number>;
  readonly labels: SimpleSignal<number>;
}

export type Parts = Readonly<Record<Part, PartSignals>>;

/** How bright each part and each bundle is. */
export type Light = Readonly<Record<Part | Bundle, SimpleSignal<number>>>;

/** What everything in a diagram is built from: its form, what is in its cells, and the signals that show them. */
export interface Plan {
  readonly shape: NetworkShape;
  readonly layout: NetworkLayout;
  readonly ranges: NetworkRanges;
  readonly parts: Parts;
  readonly light: Light;
  readonly network: () => NetworkValues;
  readonly answer: () => number;
  readonly tokenName: (token: number) => string;
  /** How visible the shares are that "=" takes from each position. */
  readonly shares: () => number;
  /** How visible type of a size is under the camera. */
  readonly readable: (size: number) => number;
}

/** Nothing is shown yet. */
export function partSignals(): Parts {
  return record(PARTS, () => ({
    shown: createSignal(0),
    lit: createSignal(0),
    labels: createSignal(0),
  }));
}

/** All is bright. */
export function lightSignals(): Light {
  return record([...PARTS, ...BUNDLES], () => createSignal(1));
}

function record<K extends string, V>(keys: readonly K[], make: () => V): Readonly<Record<K, V>> {
  return Object.fromEntries(keys.map((key) => [key, make()])) as Record<K, V>;
}
