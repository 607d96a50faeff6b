import { MersenneTwister } from '../../src/model/mersenne-twister';
import type { Weights } from '../../src/model/weights';

/**
 * The measures once more, from their definitions, with nothing shared with the analysis: loops over all pairs, answers
 * and basis functions, float64, for a modulus of a dozen. One head.
 */
export class NaiveMeasures {
  /** [x, y, z] */
  private readonly logits: number[][][];
  private readonly values: number[];

  constructor(
    private readonly p: number,
    private readonly sizes: { readonly dModel: number; readonly dMlp: number; readonly dVocabOut: number },
    private readonly weights: Weights,
    private readonly train: readonly number[],
    private readonly test: readonly number[],
  ) {
    this.values = this.range(p);
    this.logits = this.values.map((x) => this.values.map((y) => this.forward(x, y).logits));
  }

  private range(count: number): number[] {
    return Array.from({ length: count }, (_, i) => i);
  }

  private at(name: keyof Weights, columns: number, row: number, column: number): number {
    return this.weights[name][row * columns + column] ?? Number.NaN;
  }

  /** The residual stream of a token at a position. */
  private residual(token: number, position: number): number[] {
    const { dModel } = this.sizes;
    return this.range(dModel).map(
      (d) => this.at('embed.W_E', dModel, token, d) + this.at('pos_embed.W_pos', dModel, position, d),
    );
  }

  private times(vector: readonly number[], name: keyof Weights, columns: number): number[] {
    return this.range(columns).map((j) =>
      vector.reduce((sum, value, i) => sum + value * this.at(name, columns, i, j), 0),
    );
  }

  private forwardFrom(rows: readonly number[][]): { logits: number[]; neurons: number[] } {
    const { dModel, dMlp, dVocabOut } = this.sizes;
    const last = rows[2] ?? [];
    const query = this.times(last, 'blocks.0.attn.W_Q', dModel);
    const scores = rows.map((row) => {
      const key = this.times(row, 'blocks.0.attn.W_K', dModel);
      return query.reduce((sum, value, i) => sum + value * (key[i] ?? 0), 0) / Math.sqrt(dModel);
    });
    const exps = scores.map(Math.exp);
    const all = exps.reduce((a, b) => a + b, 0);
    const mixed = this.range(dModel).map((d) =>
      rows.reduce(
        (sum, row, i) =>
          sum + ((exps[i] ?? 0) / all) * (this.times(row, 'blocks.0.attn.W_V', dModel)[d] ?? 0),
        0,
      ),
    );
    const written = this.times(mixed, 'blocks.0.attn.W_O', dModel);
    const mid = last.map((value, d) => value + (written[d] ?? 0));
    const neurons = this.times(mid, 'blocks.0.mlp.W_in', dMlp).map((value, n) =>
      Math.max(0, value + (this.weights['blocks.0.mlp.b_in'][n] ?? 0)),
    );
    const out = this.times(neurons, 'blocks.0.mlp.W_out', dModel);
    const post = mid.map((value, d) => value + (out[d] ?? 0) + (this.weights['blocks.0.mlp.b_out'][d] ?? 0));
    return { logits: this.times(post, 'unembed.W_U', dVocabOut).slice(0, this.p), neurons };
  }

  private forward(x: number, y: number) {
    return this.forwardFrom([this.residual(x, 0), this.residual(y, 1), this.residual(this.p, 2)]);
  }

  private crossEntropy(logits: readonly number[], answer: number): number {
    const top = Math.max(...logits);
    const sum = logits.reduce((all, value) => all + Math.exp(value - top), 0);
    return top + Math.log(sum) - (logits[answer] ?? Number.NaN);
  }

  private mean(of: (x: number, y: number) => number, pairs: readonly number[]): number {
    const values = pairs.map((pair) => of(Math.floor(pair / this.p), pair % this.p));
    return values.reduce((a, b) => a + b, 0) / values.length;
  }

  private losses(logits: readonly (readonly (readonly number[])[])[]) {
    const of = (x: number, y: number) => this.crossEntropy(logits[x]?.[y] ?? [], (x + y) % this.p);
    return {
      all: this.mean(of, [...this.train, ...this.test]),
      train: this.mean(of, this.train),
      test: this.mean(of, this.test),
    };
  }

  loss() {
    return this.losses(this.logits);
  }

  /** (cc − ss)/√2 and (sc + cs)/√2 of the orthonormal basis, as functions of the pair. */
  private directions(k: number): ((x: number, y: number) => number)[] {
    const w = (2 * Math.PI * k) / this.p;
    const c = (n: number) => Math.sqrt(2 / this.p) * Math.cos(w * n);
    const s = (n: number) => Math.sqrt(2 / this.p) * Math.sin(w * n);
    return [
      (x, y) => (c(x) * c(y) - s(x) * s(y)) / Math.SQRT2,
      (x, y) => (s(x) * c(y) + c(x) * s(y)) / Math.SQRT2,
    ];
  }

  /** The projection of every logit column on the directions of some keys. */
  private projection(keys: readonly number[]): number[][][] {
    const out = this.logits.map((row) => row.map((logits) => logits.map(() => 0)));
    for (const direction of keys.flatMap((k) => this.directions(k))) {
      for (const z of this.values) {
        let dot = 0;
        for (const x of this.values)
          for (const y of this.values) dot += direction(x, y) * this.logit(x, y, z);
        for (const x of this.values) {
          for (const y of this.values) {
            const row = out[x]?.[y];
            if (row) row[z] = (row[z] ?? 0) + dot * direction(x, y);
          }
        }
      }
    }
    return out;
  }

  private logit(x: number, y: number, z: number): number {
    return this.logits[x]?.[y]?.[z] ?? Number.NaN;
  }

  restricted(keys: readonly number[]) {
    const everyPair = this.range(this.p ** 2);
    const means = this.values.map((z) => this.mean((x, y) => this.logit(x, y, z), everyPair));
    return this.losses(
      this.projection(keys).map((row) => row.map((logits) => logits.map((v, z) => v + (means[z] ?? 0)))),
    );
  }

  excluded(keys: readonly number[]): number {
    const kept = this.projection(keys);
    return this.losses(
      this.logits.map((row, x) =>
        row.map((logits, y) => logits.map((v, z) => v - (kept[x]?.[y]?.[z] ?? Number.NaN))),
      ),
    ).train;
  }

  /** Least squares of the logits, centred per input, on cos w(x+y−z), by the normal equations. */
  fit(keys: readonly number[]): { fve: number; loss: number } {
    const wave = (k: number, d: number) => Math.cos((2 * Math.PI * k * d) / this.p);
    const n = keys.length;
    const normal = keys.map(() => new Array<number>(n + 1).fill(0));
    let total = 0;
    const rows: { features: number[]; target: number }[] = [];
    for (const x of this.values) {
      for (const y of this.values) {
        const centre = this.values.reduce((sum, z) => sum + this.logit(x, y, z), 0) / this.p;
        for (const z of this.values) {
          rows.push({ features: keys.map((k) => wave(k, x + y - z)), target: this.logit(x, y, z) - centre });
        }
      }
    }
    for (const { features, target } of rows) {
      total += target ** 2;
      features.forEach((a, i) => {
        const row = normal[i];
        if (!row) return;
        features.forEach((b, j) => {
          row[j] = (row[j] ?? 0) + a * b;
        });
        row[n] = (row[n] ?? 0) + a * target;
      });
    }
    const coefficients = solve(normal);
    const residual = rows.reduce((sum, { features, target }) => {
      return sum + (target - features.reduce((all, f, i) => all + f * (coefficients[i] ?? 0), 0)) ** 2;
    }, 0);
    const scores = this.values.map((d) =>
      keys.reduce((sum, k, i) => sum + (coefficients[i] ?? 0) * wave(k, d), 0),
    );
    return { fve: 1 - residual / total, loss: this.crossEntropy(scores, 0) };
  }

  /** Fourier norms in the order constant, cos 1, sin 1, … of vectors indexed by residue. */
  private norms(vectors: readonly (readonly number[])[]): number[] {
    const { p } = this;
    const rows = this.range(p).map((row) => {
      const k = Math.ceil(row / 2);
      if (row === 0) return this.values.map(() => 1 / Math.sqrt(p));
      const wave = row % 2 === 1 ? Math.cos : Math.sin;
      return this.values.map((n) => Math.sqrt(2 / p) * wave((2 * Math.PI * k * n) / p));
    });
    const width = vectors[0]?.length ?? 0;
    return rows.map((row) =>
      Math.sqrt(
        this.range(width).reduce((sum, d) => {
          const dot = row.reduce((all, value, n) => all + value * (vectors[n]?.[d] ?? Number.NaN), 0);
          return sum + dot ** 2;
        }, 0),
      ),
    );
  }

  private embedding(): number[][] {
    const { dModel } = this.sizes;
    return this.values.map((n) => this.range(dModel).map((d) => this.at('embed.W_E', dModel, n, d)));
  }

  /** W_out W_U with the answer first: [answer, neuron]. */
  private readouts(): number[][] {
    const { dModel, dMlp, dVocabOut } = this.sizes;
    return this.values.map((z) =>
      this.range(dMlp).map((n) =>
        this.range(dModel).reduce(
          (sum, d) =>
            sum + this.at('blocks.0.mlp.W_out', dModel, n, d) * this.at('unembed.W_U', dVocabOut, d, z),
          0,
        ),
      ),
    );
  }

  /** Gini coefficient as half the mean absolute difference over the mean, and the share of the keys. */
  private spectrum(vectors: readonly (readonly number[])[], keys: readonly number[]) {
    const norms = this.norms(vectors);
    const mean = norms.reduce((a, b) => a + b, 0) / norms.length;
    let differences = 0;
    for (const a of norms) for (const b of norms) differences += Math.abs(a - b);
    const power = (rows: readonly number[]) => rows.reduce((sum, row) => sum + (norms[row] ?? 0) ** 2, 0);
    return {
      gini: differences / (2 * norms.length ** 2 * mean),
      share: power(keys.flatMap((k) => [2 * k - 1, 2 * k])) / power(this.range(this.p).slice(1)),
    };
  }

  embedSpectrum(keys: readonly number[]) {
    return this.spectrum(this.embedding(), keys);
  }

  unembedSpectrum(keys: readonly number[]) {
    return this.spectrum(this.readouts(), keys);
  }

  /** The frequency of each neuron and its share, by projecting on every function of the 3×3 block. */
  neurons(): { frequency: number; share: number }[] {
    const { p } = this;
    const activations = this.values.map((x) => this.values.map((y) => this.forward(x, y).neurons));
    const wave = (row: number, k: number, n: number) =>
      row === 0
        ? 1 / Math.sqrt(p)
        : Math.sqrt(2 / p) * (row === 1 ? Math.cos : Math.sin)((2 * Math.PI * k * n) / p);
    return this.range(this.sizes.dMlp).map((neuron) => {
      const value = (x: number, y: number) => activations[x]?.[y]?.[neuron] ?? Number.NaN;
      const centre = this.mean(value, this.range(p * p));
      const total = this.mean((x, y) => (value(x, y) - centre) ** 2, this.range(p * p)) * p * p;
      let best = { frequency: 0, share: 0 };
      if (total < 1e-18) return best;
      for (let k = 1; k <= (p - 1) / 2; k++) {
        let power = 0;
        for (const i of [0, 1, 2]) {
          for (const j of [0, 1, 2]) {
            if (i + j === 0) continue;
            let dot = 0;
            for (const x of this.values) {
              for (const y of this.values) dot += wave(i, k, x) * wave(j, k, y) * value(x, y);
            }
            power += dot ** 2;
          }
        }
        if (power / total > best.share) best = { frequency: k, share: power / total };
      }
      return best;
    });
  }

  /** Mean over distances of the deviation at one distance, over the deviation of all right logits. */
  distanceIrrelevance(): number {
    const { p } = this;
    const right = (x: number, y: number) => this.logit(x, y, (x + y) % p);
    const deviation = (list: readonly number[]) => {
      const centre = list.reduce((a, b) => a + b, 0) / list.length;
      return Math.sqrt(list.reduce((sum, v) => sum + (v - centre) ** 2, 0) / list.length);
    };
    const rows = this.values.map((d) => this.values.map((x) => right(x, (x + d) % p)));
    return rows.reduce((sum, row) => sum + deviation(row), 0) / p / deviation(rows.flat());
  }

  /** The cosine of the two gradients by central differences, over the triples that the seed draws. */
  gradientSymmetricity(triples: number, seed: number): number {
    const random = new MersenneTwister(seed);
    let sum = 0;
    for (let i = 0; i < triples; i++) {
      const [x, y, z] = [random.below(this.p), random.below(this.p), random.below(this.p)];
      const rows = [this.residual(x, 0), this.residual(y, 1), this.residual(this.p, 2)];
      const gradient = (position: number) =>
        this.range(this.sizes.dModel).map((d) => {
          const moved = (by: number) =>
            this.forwardFrom(
              rows.map((row, r) => row.map((v, e) => (r === position && e === d ? v + by : v))),
            ).logits[z] ?? Number.NaN;
          return (moved(1e-6) - moved(-1e-6)) / 2e-6;
        });
      const [a, b] = [gradient(0), gradient(1)];
      const dot = (u: readonly number[], v: readonly number[]) =>
        u.reduce((all, value, d) => all + value * (v[d] ?? 0), 0);
      sum += dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }
    return sum / triples;
  }

  /** The largest share of one frequency in each of the first four principal components of the embedding. */
  circularity(): number {
    const rows = this.embedding();
    const width = this.sizes.dModel;
    const means = this.range(width).map((d) => rows.reduce((sum, row) => sum + (row[d] ?? 0), 0) / this.p);
    let centred = rows.map((row) => row.map((v, d) => v - (means[d] ?? 0)));
    let sum = 0;
    for (let component = 0; component < 4; component++) {
      let direction = this.range(width).map((d) => 1 + d / 7);
      for (let turn = 0; turn < 20_000; turn++) {
        const read = centred.map((row) => row.reduce((all, v, d) => all + v * (direction[d] ?? 0), 0));
        const next = this.range(width).map((d) =>
          centred.reduce((all, row, n) => all + (row[d] ?? 0) * (read[n] ?? 0), 0),
        );
        const size = Math.hypot(...next);
        direction = next.map((v) => v / size);
      }
      const read = centred.map((row) => row.reduce((all, v, d) => all + v * (direction[d] ?? 0), 0));
      const norms = this.norms(read.map((v) => [v]));
      const power = norms.reduce((all, v) => all + v ** 2, 0);
      sum += Math.max(
        ...this.range((this.p - 1) / 2).map(
          (i) => ((norms[2 * i + 1] ?? 0) ** 2 + (norms[2 * i + 2] ?? 0) ** 2) / power,
        ),
      );
      centred = centred.map((row, n) => row.map((v, d) => v - (read[n] ?? 0) * (direction[d] ?? 0)));
    }
    return sum / 4;
  }

  sumOfSquares(): number {
    return Object.values(this.weights).reduce(
      (all, values) => all + Array.from(values).reduce((sum, v) => sum + v ** 2, 0),
      0,
    );
  }
}

/** Solves [A | b] by elimination with pivots. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row) => (Math.abs(row[i] ?? 0) > Math.abs(best[i] ?? 0) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(i, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[i] ?? 0) / (pivot[i] ?? Number.NaN);
      for (let j = 0; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[n] ?? Number.NaN) / (row[i] ?? Number.NaN));
}
