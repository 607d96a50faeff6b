import type { Scene } from '@motion-canvas/core';

/** How Motion Canvas marks the classes of its own nodes, and the one that draws letters, which it does not export. */
const NODE_NAME = Symbol.for('@motion-canvas/2d/nodeName');
const LETTERS = 'TxtLeaf';

/** Where the parts of an element stand in the page, and what that was true for. */
interface Places {
  readonly of: Map<Node, DOMRect>;
  readonly box: DOMRect;
  readonly version: number;
}

/**
 * Lets a scene's texts remember where their letters stand.
 *
 * To draw a text, Motion Canvas makes a range and asks the browser for the place of each letter, in every frame.
 * Asking is slow, and ranges are slower: until they are collected, every change of the page is told to each of them.
 * Places stay the same until something changes in the part of the page where the text is laid out.
 *
 * @param scene - Whose nodes do not exist yet.
 */
export function rememberLetters(scene: Scene): void {
  const register: unknown = Reflect.get(scene, 'registerNode');
  // A scene of another kind.
  if (typeof register !== 'function') return;
  Reflect.set(scene, 'registerNode', (node: object, ...more: unknown[]): unknown => {
    const prototype: object | null = Object.getPrototypeOf(node);
    if (prototype && Reflect.getOwnPropertyDescriptor(prototype, NODE_NAME)?.value === LETTERS)
      rememberIn(prototype);
    return register.call(scene, node, ...more);
  });
}

const done = new WeakSet<object>();

/** Hands out ranges that remember while a node of a class is drawn. */
function rememberIn(prototype: object): void {
  if (done.has(prototype)) return;
  done.add(prototype);
  const draw: unknown = Reflect.get(prototype, 'draw');
  if (typeof draw !== 'function') return;
  const layout = new Layout();
  const range = new LetterRange();
  keepDirections();
  Reflect.set(prototype, 'draw', function (this: object, ...more: unknown[]): unknown {
    const element: unknown = Reflect.get(this, 'element');
    if (!(element instanceof Element)) return draw.apply(this, more);
    // The range is made when the text has been laid out.
    document.createRange = () => {
      const places = layout.placesIn(element);
      return places ? range.over(places) : new Range();
    };
    try {
      return draw.apply(this, more);
    } finally {
      Reflect.deleteProperty(document, 'createRange');
    }
  });
}

/**
 * Lets an element's direction alone when it is set to what it is. Motion Canvas does so whenever it draws a text, and
 * the browser finds out the style of the element anew each time.
 */
function keepDirections(): void {
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'dir') ?? {};
  if (get === undefined || set === undefined) return;
  Object.defineProperty(HTMLElement.prototype, 'dir', {
    configurable: true,
    enumerable: true,
    get,
    set(this: HTMLElement, direction: unknown) {
      if (this.getAttribute('dir') !== String(direction)) set.call(this, direction);
    },
  });
}

/** A range that asks for the place of a node's contents once. */
class LetterRange extends Range {
  private places = new Map<Node, DOMRect>();
  private node: Node = document;

  over(places: Map<Node, DOMRect>): this {
    this.places = places;
    return this;
  }

  override selectNodeContents(node: Node): void {
    this.node = node;
  }

  override getBoundingClientRect(): DOMRect {
    const known = this.places.get(this.node);
    if (known) return known;
    super.selectNodeContents(this.node);
    const place = super.getBoundingClientRect();
    this.places.set(this.node, place);
    return place;
  }
}

/**
 * Knows for how long the places of letters hold.
 *
 * Motion Canvas lays out every node that is no part of another one's layout by itself: such islands are positioned
 * absolutely in the element of their scene's view, and none moves another. An observer of the page, asked before each
 * text, tells which of them have changed.
 */
class Layout {
  private readonly known = new WeakMap<Element, Places>();
  private readonly observers = new WeakMap<Node, MutationObserver>();
  /** When something last changed in an island, or in a view outside of its islands; counted in changes. */
  private readonly changed = new WeakMap<Node, number>();
  private version = 0;
  /** When something changed that concerns all. */
  private all = 0;

  constructor() {
    const touch = () => {
      this.all = ++this.version;
    };
    document.fonts.addEventListener('loadingdone', touch);
    addEventListener('resize', touch);
  }

  /** The places that are known of an element's contents, or undefined where nothing tells how long they hold. */
  placesIn(element: Element): Map<Node, DOMRect> | undefined {
    const root = element.getRootNode();
    if (!(root instanceof ShadowRoot)) return undefined;
    this.look(root);
    const { island, view } = whereabouts(element, root);
    const changed = Math.max(this.all, this.changed.get(island) ?? 0, this.changed.get(view) ?? 0);
    const box = element.getBoundingClientRect();
    const known = this.known.get(element);
    if (known && known.version >= changed && isSame(known.box, box)) return known.of;
    const places = { of: new Map<Node, DOMRect>(), box, version: this.version };
    this.known.set(element, places);
    return places.of;
  }

  /** Hears what has changed below a root up to now. */
  private look(root: ShadowRoot): void {
    const known = this.observers.get(root);
    if (known) {
      this.note(known.takeRecords(), root);
      return;
    }
    const observer = new MutationObserver((records) => this.note(records, root));
    const what = { subtree: true, childList: true, characterData: true };
    observer.observe(root, { ...what, attributes: true, attributeOldValue: true });
    this.observers.set(root, observer);
    this.all = ++this.version;
  }

  private note(records: readonly MutationRecord[], root: ShadowRoot): void {
    if (records.length === 0) return;
    this.version++;
    // What attributes were before their first change: most are set to what they are, or back to it.
    const before = new Map<Node, Map<string, string | null>>();
    for (const { type, target, attributeName, oldValue, addedNodes, removedNodes } of records) {
      if (type !== 'attributes') this.change(target, root, [...addedNodes, ...removedNodes]);
      else {
        const values = before.get(target) ?? new Map<string, string | null>();
        before.set(target, values);
        if (!values.has(attributeName ?? '')) values.set(attributeName ?? '', oldValue);
      }
    }
    for (const [target, values] of before) {
      const isOther = ([name, value]: [string, string | null]) =>
        target instanceof Element && target.getAttribute(name) !== value;
      if ([...values].some(isOther)) this.change(target, root);
    }
  }

  /**
   * Something has changed at a node.
   *
   * @param moved - Nodes that came or went there, if that is all.
   */
  private change(target: Node, root: ShadowRoot, moved?: readonly Node[]): void {
    // What is out of the page comes back as a node that came.
    if (target.getRootNode() !== root) return;
    const { island, view } = target === root ? { island: root, view: root } : whereabouts(target, root);
    const islands = target === view && moved?.every(isIsland) ? moved : [island];
    for (const node of islands) this.changed.set(node, this.version);
  }
}

/** The view that a node lies in, and its island there; the view itself for what is no part of one. */
function whereabouts(node: Node, root: ShadowRoot): { island: Node; view: Node } {
  let [island, view] = [node, node];
  for (let at = node; at.parentNode && at !== root; at = at.parentNode) {
    [island, view] = [view, at];
  }
  return { island: isIsland(island) ? island : view, view };
}

/** Whether an element lies in its view without moving anything else there. */
function isIsland(node: Node): boolean {
  return node instanceof HTMLElement && node.style.position === 'absolute';
}

function isSame(a: DOMRect, b: DOMRect): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}
