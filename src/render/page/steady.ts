import type { Scene } from '@motion-canvas/core';

/** How a class says that what it draws follows from its signals; see `docs/rendering.md`. */
const MARK = Symbol.for('film:drawn-by-signals');

/** How Motion Canvas marks the classes of its own nodes, and the one that it draws with but does not export. */
const NODE_NAME = Symbol.for('@motion-canvas/2d/nodeName');
const UNEXPORTED = 'TxtLeaf';

/** Motion Canvas's own class that draws what no signal tells: the picture at which a video stands. */
const UNSTEADY = 'Video';

/** The events around the drawing of a scene that a project may listen to, and draw at. */
const EVENTS = ['beforeRender', 'beginRender', 'finishRender', 'afterRender'] as const;

/**
 * Tells whether a scene can look different although no signal has changed.
 *
 * What Motion Canvas's nodes draw follows from their signals. A class of a project's own may draw whatever it likes in
 * its `draw()`; one that overrides nothing, or that is marked, counts like theirs.
 */
export class Steadiness {
  private readonly own: ReadonlySet<unknown>;
  private readonly known = new Map<object, boolean>();

  /** @param library - What `@motion-canvas/2d` exports. */
  constructor(library: Readonly<Record<string, unknown>>) {
    const classes = Object.entries(library).filter(([name]) => name !== UNSTEADY);
    this.own = new Set(
      classes.flatMap(([, value]) => (typeof value === 'function' ? [value.prototype] : [])),
    );
  }

  /** Whether everything in a scene is drawn from signals alone; nodes that are not shown count, too. */
  isSteady(scene: Scene): boolean {
    const nodes: unknown = Reflect.get(scene, 'registeredNodes');
    if (!(nodes instanceof Map) || isHeard(scene)) return false;
    return [...nodes.values()].every((node: unknown) => this.isSteadyNode(node));
  }

  private isSteadyNode(node: unknown): boolean {
    if (typeof node !== 'object' || node === null) return false;
    // A shader knows the time, and hooks are functions of the project's own.
    if (hasMore(node, 'shaders') || hasMore(node, 'drawHooks')) return false;
    // Somebody put a method on this one node.
    if (Object.hasOwn(node, 'draw') || Object.hasOwn(node, 'render')) return false;
    const prototype: unknown = Object.getPrototypeOf(node);
    return typeof prototype === 'object' && prototype !== null && this.isSteadyClass(prototype);
  }

  private isSteadyClass(prototype: object): boolean {
    if (
      this.own.has(prototype) ||
      Reflect.getOwnPropertyDescriptor(prototype, NODE_NAME)?.value === UNEXPORTED
    )
      return true;
    const known = this.known.get(prototype);
    if (known !== undefined) return known;
    const base: unknown = Object.getPrototypeOf(prototype);
    const steady =
      typeof base === 'object' &&
      base !== null &&
      (Object.hasOwn(prototype, MARK) || !overrides(prototype, base)) &&
      this.isSteadyClass(base);
    this.known.set(prototype, steady);
    return steady;
  }
}

/** Whether a class has a method of its own in the place of an inherited one. */
function overrides(prototype: object, base: object): boolean {
  return Object.getOwnPropertyNames(prototype).some((name) => name !== 'constructor' && name in base);
}

/** Whether a signal of a node's holds something else than at its beginning. */
function hasMore(node: object, name: string): boolean {
  const signal: unknown = Reflect.get(node, name);
  if (typeof signal !== 'function') return false;
  const value: unknown = signal();
  if (Array.isArray(value)) return value.length > 0;
  const isInitial: unknown = Reflect.get(signal, 'isInitial');
  return typeof isInitial !== 'function' || isInitial.call(signal) !== true;
}

/** Whether somebody listens to the drawing of a scene. */
function isHeard(scene: Scene): boolean {
  const listeners = EVENTS.map((name) => listenersOf(scene.lifecycleEvents, name));
  // The scene's own relay to those events is one.
  return listeners.some((count) => count > 0) || listenersOf(scene, 'renderLifecycle') > 1;
}

function listenersOf(owner: object, name: string): number {
  const event: unknown = Reflect.get(owner, name);
  const subscribers: unknown =
    typeof event === 'object' && event !== null && Reflect.get(event, 'subscribers');
  return subscribers instanceof Set ? subscribers.size : Number.POSITIVE_INFINITY;
}
