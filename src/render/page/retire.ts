import { DependencyContext, type Scene, SignalContext } from '@motion-canvas/core';

/**
 * The part of a signal's context that is used here. Motion Canvas keeps it to itself, so what is found is looked at
 * before it is touched: where another version is built otherwise, nothing is retired.
 */
interface Context {
  readonly event: { raise(): void; readonly subscribers: ReadonlySet<unknown> };
  readonly markDirty: () => void;
  clearDependencies(): void;
}

/** What stands in a scene's registry, by key. */
type Registry = Map<unknown, object>;

/** Frames after which nodes that are no longer shown are let go. */
export const SWEEP = 60;

/** How Motion Canvas marks the classes of its own nodes. */
const NODE_NAME = Symbol.for('@motion-canvas/2d/nodeName');

/** Classes whose clean-up concerns nothing but memory. */
const PLAIN: readonly unknown[] = ['Node', 'Layout'];

/**
 * Lets go of nodes that a scene no longer shows.
 *
 * A scene of Motion Canvas keeps every node that it ever made, and signals keep the computed values of nodes that
 * depend on them: a line of text that changes with every frame leaves a node, its element and some fifty signals
 * behind each time, 80 kB a frame, and every change of what it depended on is told to all of them.
 *
 * Nothing is destroyed: a node that is let go computes its values anew when somebody who still holds it shows it
 * again. Nodes with a key of their own, nodes whose values something outside depends on, and nodes that clean up after
 * themselves stay.
 *
 * @returns How many nodes were let go.
 */
export function retireNodes(scene: Scene): number {
  const registry = registryOf(scene);
  const view: unknown = Reflect.get(scene, 'view');
  /** The signals of what hangs together, by key, under the node at its top. */
  const trees = new Map<object, Map<unknown, readonly Context[]>>();
  for (const [key, node] of registry) {
    const top = topOf(node);
    if (top === view) continue;
    const tree = trees.get(top) ?? new Map<unknown, readonly Context[]>();
    trees.set(top, tree.set(key, contextsOf(node)));
  }
  keepNeeded(trees, registry);
  let count = 0;
  for (const tree of trees.values()) {
    const contexts = [...tree.values()].flat();
    // First all are marked as outdated: none may answer from what it knew when it no longer hears of changes.
    for (const { event } of contexts) event.raise();
    for (const context of contexts) context.clearDependencies();
    for (const key of tree.keys()) registry.delete(key);
    count += tree.size;
  }
  return count;
}

/** Takes away the trees that must stay; what one of them depends on stays as well. */
function keepNeeded(trees: Map<object, Map<unknown, readonly Context[]>>, registry: Registry): void {
  for (const [top, tree] of trees) {
    const stays = [...tree.keys()].some((key) => !isAutomatic(key) || cleansUp(registry.get(key)));
    if (stays) trees.delete(top);
  }
  for (let before = -1; before !== trees.size; ) {
    before = trees.size;
    const contexts = [...trees.values()].flatMap((tree) => [...tree.values()].flat());
    const own = new Set<unknown>(contexts.map(({ markDirty }) => markDirty));
    const isOwn = ({ event }: Context) => [...event.subscribers].every((one) => own.has(one));
    for (const [top, tree] of trees) {
      if (![...tree.values()].flat().every(isOwn)) trees.delete(top);
    }
  }
}

/** The nodes that a scene keeps; none where it is of another kind. */
function registryOf(scene: Scene): Registry {
  const registry: unknown = Reflect.get(scene, 'registeredNodes');
  return registry instanceof Map ? registry : new Map();
}

/** The node above all others of a node's tree. */
function topOf(node: object): object {
  for (let at = node; ; ) {
    const parent: unknown = Reflect.get(at, 'parent');
    const context = typeof parent === 'function' ? Reflect.get(parent, 'context') : undefined;
    // Asked as a signal it would tell whoever computes something at the moment.
    const above = context instanceof SignalContext ? context.raw() : undefined;
    if (typeof above !== 'object' || above === null) return at;
    at = above;
  }
}

/** The contexts of a node's signals and computed values, those of single coordinates included. */
function contextsOf(node: object): Context[] {
  return Object.values(node).flatMap((value: unknown) => {
    const context: unknown = typeof value === 'function' ? Reflect.get(value, 'context') : undefined;
    if (!isContext(context)) return [];
    const parts: unknown = Reflect.get(context, 'signals');
    return Array.isArray(parts) ? [context, ...contextsOf(Object.fromEntries(parts))] : [context];
  });
}

function isContext(value: unknown): value is Context {
  if (!(value instanceof DependencyContext)) return false;
  const event: unknown = Reflect.get(value, 'event');
  const subscribers: unknown = typeof event === 'object' && event && Reflect.get(event, 'subscribers');
  return subscribers instanceof Set;
}

/** Whether a key was made up by the scene. */
function isAutomatic(key: unknown): boolean {
  return typeof key === 'string' && /\[\d+\]$/.test(key);
}

/** Whether a class of a node's has something of its own to do when it is disposed of. */
function cleansUp(node: object | undefined): boolean {
  for (let at: unknown = node; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, 'dispose') && !PLAIN.includes(Reflect.get(at, NODE_NAME))) return true;
  }
  return false;
}
