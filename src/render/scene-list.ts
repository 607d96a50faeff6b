/** How Motion Canvas's plugin marks the module of a scene. */
export const SCENE = /[?&]scene\b/;

/** What is looked at of a syntax tree (ESTree). */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Endings of files that are heard. */
const SOUND = /\.(?:aac|flac|m4a|mp3|oga|ogg|opus|wav|weba)(?:\?\w+)?$/i;

/** The code of a module, less what its scenes know nothing of. */
export interface ProjectCode {
  readonly rest: string;
  /** What it imports as its track and for nothing else. */
  readonly track?: string | undefined;
}

/**
 * The code of a module without the scenes that it lists: their imports, and their names in
 * `makeProject({ scenes: [a, b] })`. A project with one scene more is the same project to those it had. Its track, in
 * `audio`, is left out as well, if it is an address or the import of a sound that is used for nothing else.
 *
 * Only what is written so is left out. Where scenes are gathered in another way, their names stay in the code, and
 * whoever adds one changes it for all.
 *
 * @param parse - Gives the syntax tree of the code.
 */
export function projectCode(code: string, parse: (code: string) => unknown): ProjectCode {
  // Most modules list none: they need not be parsed.
  if (!SCENE.test(code)) return { rest: code };
  const names = new Set<string>();
  const cuts: Cut[] = [];
  const program = parse(code);
  walk(program, (node) => {
    if (node.type !== 'ImportDeclaration' || !SCENE.test(textIn(node, 'source', 'value'))) return;
    for (const specifier of nodesIn(node.specifiers)) names.add(textIn(specifier, 'local', 'name'));
    cuts.push([node.start, node.end]);
  });
  let audio: SyntaxNode | undefined;
  walk(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const options = nodesIn(node.arguments).filter(({ type }) => type === 'ObjectExpression');
    for (const option of options) {
      const properties = nodesIn(option.properties);
      if (properties.some((property) => textIn(property, 'key', 'name') === 'scenes')) audio = option;
    }
    for (const property of options.flatMap((option) => nodesIn(option.properties))) {
      const [list] = nodesIn([property.value]);
      if (textIn(property, 'key', 'name') !== 'scenes' || list?.type !== 'ArrayExpression') continue;
      const elements = nodesIn(list.elements);
      // Commas and line breaks go with the names, so the list is cut as a whole or not at all.
      if (elements.every((element) => names.has(textIn(element, 'name')))) cuts.push([list.start, list.end]);
    }
  });
  // A scene that is used for something else as well counts for all, whichever it is.
  if (isNamed(names, without(code, cuts))) cuts.length = 0;
  const track = audio === undefined ? undefined : trackIn(program, audio);
  const all = [...cuts, ...(track?.cuts ?? [])];
  const isApart = track !== undefined && !isNamed(track.names, without(code, all));
  if (!isApart && cuts.length === 0) return { rest: code };
  const rest = without(code, isApart ? all : cuts);
  // An import leaves an empty line behind.
  return { rest: rest.replace(/\n{2,}/g, '\n').trim(), track: isApart ? track.source : undefined };
}

/** From where to where something is cut out. */
type Cut = readonly [from: number, to: number];

/** The track of a project, and where it stands in the code; undefined for one that is neither address nor import. */
function trackIn(
  program: unknown,
  options: SyntaxNode,
):
  | { readonly cuts: readonly Cut[]; readonly names: ReadonlySet<string>; readonly source?: string }
  | undefined {
  const properties = nodesIn(options.properties);
  const at = properties.findIndex((property) => textIn(property, 'key', 'name') === 'audio');
  const property = properties[at];
  if (property === undefined) return undefined;
  // The comma goes along: a project without a track is the same project.
  const next = properties[at + 1];
  const cut: Cut =
    next === undefined
      ? [properties[at - 1]?.end ?? property.start, property.end]
      : [property.start, next.start];
  if (textIn(property, 'value', 'value') !== '') return { cuts: [cut], names: new Set() };
  const name = textIn(property, 'value', 'name');
  let found: { readonly cut: Cut; readonly source: string } | undefined;
  walk(program, (node) => {
    const source = node.type === 'ImportDeclaration' ? textIn(node, 'source', 'value') : '';
    const [specifier, another] = nodesIn(node.specifiers);
    if (!SOUND.test(source) || specifier?.type !== 'ImportDefaultSpecifier' || another !== undefined) return;
    if (textIn(specifier, 'local', 'name') === name) found = { cut: [node.start, node.end], source };
  });
  return found && { cuts: [found.cut, cut], names: new Set([name]), source: found.source };
}

/** Code without some of its parts. */
function without(code: string, cuts: readonly Cut[]): string {
  let rest = '';
  let at = 0;
  for (const [from, to] of [...cuts].sort(([a], [b]) => a - b)) {
    rest += code.slice(at, from);
    at = to;
  }
  return rest + code.slice(at);
}

/** Whether one of these names stands in the code. */
function isNamed(names: ReadonlySet<string>, code: string): boolean {
  const words = new Set(code.split(/[^\w$]+/));
  return [...names].some((name) => words.has(name));
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
