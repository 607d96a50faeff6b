import { InputError } from '../errors';

/** The activation functions of the MLP; `gelu` is the tanh form (`gelu_new` in TransformerLens). */
export const ACTIVATIONS = ['relu', 'gelu'] as const;

export type ActivationName = (typeof ACTIVATIONS)[number];

/**
 * The one-layer transformer of Nanda et al. 2023 (arXiv 2301.05217): no LayerNorm, learned positions, untied
 * unembedding without bias, attention without biases, MLP with biases, three tokens, the answer at position 2.
 */
export interface Architecture {
  /** Number of input tokens: the elements and "=". */
  readonly dVocab: number;
  /** Number of logits: `dVocab` here, one less in models that have no column for "=". */
  readonly dVocabOut: number;
  readonly dModel: number;
  readonly heads: number;
  /** dModel / heads. */
  readonly dHead: number;
  readonly dMlp: number;
  readonly activation: ActivationName;
  /**
   * α of Zhong et al. 2023 (arXiv 2306.17844): the pattern is α · softmax + (1 − α) / 3. At 1 the attention is
   * the usual one, at 0 it is uniform.
   */
  readonly attentionRate: number;
}

/** The tokens of a prompt: x, y, "=". */
export const CONTEXT = 3;

/** What a person chooses; the rest follows from the task. */
export interface ArchitectureOptions {
  readonly dModel?: number;
  readonly heads?: number;
  readonly dMlp?: number;
  readonly activation?: ActivationName;
  readonly attentionRate?: number;
}

function wholeNumber(option: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new InputError(`${option}=${value} is not an integer from ${least} to ${most}`);
  return value;
}

/**
 * The architecture for a vocabulary of `tokens`; by default 128 wide, 4 heads, 512 neurons.
 *
 * @throws InputError naming the option and its valid range.
 */
export function createArchitecture(tokens: number, options: ArchitectureOptions = {}): Architecture {
  const dModel = wholeNumber('dModel', options.dModel ?? 128, 1, 1024);
  const heads = wholeNumber('heads', options.heads ?? 4, 1, 64);
  const dMlp = wholeNumber('dMlp', options.dMlp ?? 512, 1, 4096);
  if (dModel % heads !== 0) {
    const divisors = Array.from({ length: Math.min(dModel, 64) }, (_, i) => i + 1).filter(
      (h) => dModel % h === 0,
    );
    throw new InputError(
      `heads=${heads} does not divide dModel=${dModel}: use one of ${divisors.join(', ')}`,
    );
  }
  const activation = options.activation ?? 'relu';
  if (!ACTIVATIONS.includes(activation))
    throw new InputError(`activation=${String(activation)} is not one of ${ACTIVATIONS.join(', ')}`);
  const attentionRate = options.attentionRate ?? 1;
  if (!(attentionRate >= 0 && attentionRate <= 1))
    throw new InputError(`attentionRate=${attentionRate} is not between 0 (uniform) and 1 (softmax)`);
  return {
    dVocab: tokens,
    dVocabOut: tokens,
    dModel,
    heads,
    dHead: dModel / heads,
    dMlp,
    activation,
    attentionRate,
  };
}
