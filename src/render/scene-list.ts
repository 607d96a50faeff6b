/** How Motion Canvas's plugin marks the module of a scene. */
export const SCENE = /[?&]scene\b/;

/** What is looked at of a syntax tree (ESTree). */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/**
 * The code of a module without the scenes that it lists: their imports, and their names in
 * `makeProject({ scenes: [a, b] })`. A project with one scene more is the same project to those it had.
 *
 * Only what is written so is left out. Where scenes are gathered in another way, their names stay in the code, and
 * whoever adds one changes it for all.
 *
 * @param parse - Gives the syntax tree of the code.
 */
export function withoutScenes(code: string, parse: (code: string) => unknown): string {
  // Most modules list none: they need not be parsed.
  if (!SCENE.test(code)) return code;
  const names = new Set<string>();
  const cuts: (readonly [from: number, to: number])[] = [];
  const program = parse(code);
  walk(program, (node) => {
    if (node.type !== 'ImportDeclaration' || !SCENE.test(textIn(node, 'source', 'value'))) return;
    for (const specifier of nodesIn(node.specifiers)) names.add(textIn(specifier, 'local', 'name'));
    cuts.push([node.start, node.end]);
  });
  walk(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const options = nodesIn(node.arguments).filter(({ type }) => type === 'ObjectExpression');
    for (const property of options.flatMap((option) => nodesIn(option.properties))) {
      const [list] = nodesIn([property.value]);
      if (textIn(property, 'key', 'name') !== 'scenes' || list?.type !== 'ArrayExpression') continue;
      const elements = nodesIn(list.elements);
      // Commas and line breaks go with the names, so the list is cut as a whole or not at all.
      if (elements.every((element) => names.has(textIn(element, 'name')))) cuts.push([list.start, list.end]);
    }
  });
  let rest = '';
  let at = 0;
  for (const [from, to] of cuts.sort(([a], [b]) => a - b)) {
    rest += code.slice(at, from);
    at = to;
  }
  rest += code.slice(at);
  // A scene that is used for something else as well counts for all, whichever it is.
  if ([...names].some((name) => rest.split(/[^\w$]+/).includes(name))) return code;
  // An import leaves an empty line behind.
  return rest.replace(/\n{2,}/g, '\n').trim();
}

/** Shows every node of a tree. */
function walk(value: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const child of Object.values(value)) walk(child, visit);
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;

const nodesIn = (value: unknown): SyntaxNode[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** A text that lies at the end of a path of keys; empty if there is none. */
function textIn(node: SyntaxNode, ...path: readonly string[]): string {
  let value: unknown = node;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;
  }
  return typeof value === 'string' ? value : '';
}
