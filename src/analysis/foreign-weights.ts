import { InputError } from '../errors';
import { type Architecture, CONTEXT, createArchitecture } from '../model/architecture';
import { mapWeights, type WeightName, type Weights, weightLength } from '../model/weights';
import type { ForeignTensor } from '../recording/importers/float-array';

/** Somebody else's network, in our names and layouts. */
export interface ForeignNetwork {
  readonly architecture: Architecture;
  readonly weights: Weights<Float64Array>;
  /** Which layout the file has. */
  readonly layout: Layout;
  /** The path under which the weights stand in the file, `''` at the top. */
  readonly prefix: string;
}

/**
 * `transformer-lens`: matrices act from the right, W_E [vocabulary, dModel], W_Q [head, dModel, dHead].
 * `original`: the code of Nanda et al. 2023 stores each one transposed, W_E [dModel, vocabulary],
 * W_Q [head, dHead, dModel], and joins the heads of W_O [dModel, head·dHead].
 */
export type Layout = 'transformer-lens' | 'original';

/** Parameters of TransformerLens that this family of networks holds at zero. */
const MUST_BE_ZERO = [
  'blocks.0.attn.b_Q',
  'blocks.0.attn.b_K',
  'blocks.0.attn.b_V',
  'blocks.0.attn.b_O',
  'unembed.b_U',
];

/**
 * Turns the tensors of a file into the weights of a one-layer transformer.
 *
 * The layout is told by the unembedding and embedding, whose sides the task knows. MLP biases may be absent (zero),
 * the logit of "=" too; other tensors, such as masks, are ignored.
 *
 * @param size the number of elements of the task: p.
 * @throws InputError naming the file, the tensor, its shape and the shapes that would fit.
 */
export function foreignNetwork(
  tensors: ReadonlyMap<string, ForeignTensor>,
  size: number,
  where: string,
): ForeignNetwork {
  const prefix = findPrefix(tensors, where);
  const source = new Source(tensors, prefix, where);
  const embed = source.get('embed.W_E');
  const layout = findLayout(source, embed, size, where);
  const turned = layout === 'original';
  const dVocab = size + 1;
  const dModel = (turned ? embed.shape[0] : embed.shape[1]) ?? 0;
  const [heads = 0, first = 0, second = 0] = source.get('blocks.0.attn.W_Q').shape;
  const dHead = turned ? first : second;
  const input = source.get('blocks.0.mlp.W_in').shape;
  const dMlp = (turned ? input[0] : input[1]) ?? 0;
  const unembed = source.get('unembed.W_U').shape;
  const dVocabOut = unembed[1] ?? 0;
  if (dVocabOut !== size && dVocabOut !== size + 1) {
    throw source.misfit('unembed.W_U', [
      [dModel, size],
      [dModel, size + 1],
    ]);
  }
  if (heads * dHead !== dModel) {
    throw source.fault(
      'blocks.0.attn.W_Q',
      `has ${heads} heads of ${dHead}, which are not the ${dModel} of dModel`,
    );
  }
  const architecture = { ...createArchitecture(dVocab, { dModel, heads, dMlp }), dVocabOut };
  const weights = mapWeights((name) => readWeight(name, source, architecture, turned));
  for (const name of MUST_BE_ZERO) {
    if (source.find(name)?.data.some((value: number) => value !== 0)) {
      throw new InputError(
        `${where}: ${prefix}${name} is not zero; networks of this family have no such bias, so the measures would be wrong.`,
      );
    }
  }
  return { architecture, weights, layout, prefix };
}

/** The tensors of one network in the file, and errors about them. */
class Source {
  constructor(
    private readonly tensors: ReadonlyMap<string, ForeignTensor>,
    private readonly prefix: string,
    private readonly where: string,
  ) {}

  find(name: string): ForeignTensor | undefined {
    return this.tensors.get(this.prefix + name);
  }

  get(name: string): ForeignTensor {
    const found = this.find(name);
    if (found === undefined) {
      const known = [...this.tensors.keys()].filter((key) => key.startsWith(this.prefix)).slice(0, 20);
      throw new InputError(
        `${this.where}: there is no ${this.prefix}${name}; the file has ${known.join(', ')}.`,
      );
    }
    return found;
  }

  fault(name: string, what: string): InputError {
    return new InputError(`${this.where}: ${this.prefix}${name} ${what}.`);
  }

  misfit(name: string, fitting: readonly (readonly number[])[]): InputError {
    const shape = this.find(name)?.shape ?? [];
    const options = [...new Set(fitting.map((one) => `[${one.join(', ')}]`))].join(' or ');
    return this.fault(name, `has the shape [${shape.join(', ')}]; ${options} would fit`);
  }
}

/** Where the weights stand: at the top, or inside the dictionaries that people save around them. */
function findPrefix(tensors: ReadonlyMap<string, ForeignTensor>, where: string): string {
  const prefixes = [...tensors.keys()]
    .filter((key) => key === 'embed.W_E' || key.endsWith('.embed.W_E'))
    .map((key) => key.slice(0, -'embed.W_E'.length));
  if (prefixes.length === 0) {
    const known = [...tensors.keys()].slice(0, 20).join(', ');
    throw new InputError(`${where}: there is no embed.W_E; the file has ${known || 'no tensors'}.`);
  }
  // A history of training holds many networks; the last one is the trained one.
  return prefixes.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '';
}

function findLayout(source: Source, embed: ForeignTensor, size: number, where: string): Layout {
  const [rows, columns] = embed.shape;
  const lens = embed.shape.length === 2 && rows === size + 1;
  const original = embed.shape.length === 2 && columns === size + 1;
  // A square embedding does not say; W_O has one axis less where its heads are joined.
  if (lens && original)
    return source.get('blocks.0.attn.W_O').shape.length === 3 ? 'transformer-lens' : 'original';
  if (lens) return 'transformer-lens';
  if (original) return 'original';
  throw new InputError(
    `${where}: embed.W_E has the shape [${embed.shape.join(', ')}], but p=${size} needs ${size + 1} tokens (with "=") on one side. Is p= right?`,
  );
}

function readWeight(name: WeightName, source: Source, a: Architecture, turned: boolean): Float64Array {
  if ((name === 'blocks.0.mlp.b_in' || name === 'blocks.0.mlp.b_out') && source.find(name) === undefined) {
    return new Float64Array(weightLength(a, name));
  }
  const found = source.get(name);
  const expected = storedShape(name, a, turned, found.shape);
  if (found.shape.join() !== expected.join()) throw source.misfit(name, [expected]);
  const { data } = found;
  if (!data.every(Number.isFinite)) throw source.fault(name, 'holds a value that is not finite');
  const used = Float64Array.from(name === 'pos_embed.W_pos' ? data.subarray(0, CONTEXT * a.dModel) : data);
  return turned ? turn(name, used, a) : used;
}

/** The shape in which a weight is stored; a context longer than three positions is cut to what is used. */
function storedShape(
  name: WeightName,
  a: Architecture,
  turned: boolean,
  found: readonly number[],
): readonly number[] {
  const projection = turned ? [a.heads, a.dHead, a.dModel] : [a.heads, a.dModel, a.dHead];
  const matrix = (rows: number, columns: number) => (turned ? [columns, rows] : [rows, columns]);
  switch (name) {
    case 'embed.W_E':
      return matrix(a.dVocab, a.dModel);
    case 'pos_embed.W_pos':
      return [Math.max(CONTEXT, found[0] ?? 0), a.dModel];
    case 'blocks.0.attn.W_Q':
    case 'blocks.0.attn.W_K':
    case 'blocks.0.attn.W_V':
      return projection;
    case 'blocks.0.attn.W_O':
      return turned ? [a.dModel, a.heads * a.dHead] : [a.heads, a.dHead, a.dModel];
    case 'blocks.0.mlp.W_in':
      return matrix(a.dModel, a.dMlp);
    case 'blocks.0.mlp.W_out':
      return matrix(a.dMlp, a.dModel);
    case 'unembed.W_U':
      // The original code multiplies by W_U from the right, as TransformerLens does.
      return [a.dModel, a.dVocabOut];
    case 'blocks.0.mlp.b_in':
      return [a.dMlp];
    case 'blocks.0.mlp.b_out':
      return [a.dModel];
  }
}

/** From the transposed layout to ours. */
function turn(name: WeightName, data: Float64Array, a: Architecture): Float64Array {
  switch (name) {
    case 'embed.W_E':
      return transpose(data, a.dModel, a.dVocab);
    case 'blocks.0.attn.W_Q':
    case 'blocks.0.attn.W_K':
    case 'blocks.0.attn.W_V': {
      const out = new Float64Array(data.length);
      const block = a.dHead * a.dModel;
      for (let head = 0; head < a.heads; head++) {
        const part = data.subarray(head * block, (head + 1) * block);
        out.set(transpose(part, a.dHead, a.dModel), head * block);
      }
      return out;
    }
    case 'blocks.0.attn.W_O':
      // [dModel, head·dHead] turned is [head·dHead, dModel], which is [head, dHead, dModel].
      return transpose(data, a.dModel, a.heads * a.dHead);
    case 'blocks.0.mlp.W_in':
      return transpose(data, a.dMlp, a.dModel);
    case 'blocks.0.mlp.W_out':
      return transpose(data, a.dModel, a.dMlp);
    default:
      return data;
  }
}

function transpose(data: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(data.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[c * rows + r] = data[r * columns + c] as number;
  }
  return out;
}
