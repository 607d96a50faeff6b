import { CLUSTER_SHARE } from '../../analysis/neuron-clusters';
import { labels, type NamedTensor, select } from '../../recording/tensor';
import { frequencyColor, palette, roles } from '../../theme/palette';
import { groupPlots } from './group-plots';
import { type Lookup, numbers, overSteps, positions } from './lookup';
import type { Band, Plot, Series } from './plot';

/** Every plot that the recorded tensors of a run allow, in the order in which a person reads them. */
export function reportPlots(find: Lookup): Plot[] {
  return [
    losses(find),
    excludedPerKey(find),
    spectrum(find, 'embed.W_E.fourier_norm', 'Fourier norms of the embedding W_E'),
    spectrum(find, 'W_L.fourier_norm', 'Fourier norms of W_L = W_out W_U, along the answers'),
    clusters(find),
    distance(find),
    probes(find),
    weightNorms(find),
    concentration(find),
    interaction(find),
    withoutProducts(find),
    clusterSizes(find),
    ablations(find),
    ...groupPlots(find),
  ].filter((plot) => plot !== undefined);
}

const PHASE_NAMES: Readonly<Record<string, string>> = {
  circuitFormation: 'circuit formation',
  cleanUp: 'clean-up',
};

function phaseBands(find: Lookup): Band[] {
  const phases = find('phases');
  if (phases === undefined) return [];
  return labels(phases, 'phase').map((phase) => {
    const [from = 0, to = 0] = numbers(select(phases, { phase }));
    return { name: PHASE_NAMES[String(phase)] ?? String(phase), from, to };
  });
}

function losses(find: Lookup): Plot | undefined {
  const full = find('loss.full.over_steps');
  if (full === undefined) return undefined;
  const restricted = find('loss.restricted.over_steps');
  const excluded = find('loss.excluded.over_steps');
  return {
    title: 'Losses over the training, and its phases',
    about:
      'Train loss falls at once, test loss much later. The excluded loss rises from its lowest point while nothing shows outside: that is the circuit forming.',
    xLabel: 'step',
    yLabel: 'cross entropy, nat',
    logarithmic: true,
    bands: phaseBands(find),
    series: [
      overSteps(full, { set: 'train' }, 'train', roles.train),
      overSteps(full, { set: 'test' }, 'test', roles.test),
      ...(restricted
        ? [overSteps(restricted, { set: 'all' }, 'restricted, all pairs', roles.restricted)]
        : []),
      ...(excluded ? [overSteps(excluded, { removed: 'all' }, 'excluded, train pairs', roles.excluded)] : []),
    ],
  };
}

function excludedPerKey(find: Lookup): Plot | undefined {
  const excluded = find('loss.excluded.over_steps');
  if (excluded === undefined) return undefined;
  const keys = labels(excluded, 'removed').filter((label) => label !== 'all');
  return {
    title: 'Loss on the train pairs without one key frequency',
    about: 'Which frequency the network leans on, and since when.',
    xLabel: 'step',
    yLabel: 'cross entropy, nat',
    logarithmic: true,
    series: keys.map((k, i) => overSteps(excluded, { removed: k }, `without k = ${k}`, frequencyColor(i))),
  };
}

function spectrum(find: Lookup, name: string, title: string): Plot | undefined {
  const norms = find(name);
  if (norms === undefined) return undefined;
  const names = labels(norms, 'component').map(String);
  const values = numbers(norms);
  const part = (kind: 'cos' | 'sin'): Series => {
    const rows = names.flatMap((label, i) => (label.startsWith(kind) ? [i] : []));
    return {
      name: kind,
      color: roles[kind],
      mark: 'stems',
      // Side by side, so that a sine does not hide its cosine.
      x: rows.map((row) => Number((names[row] ?? '').slice(4)) + (kind === 'sin' ? 0.35 : 0)),
      y: rows.map((row) => values[row] ?? 0),
    };
  };
  const about = 'The key frequencies stand out; cos and sin of each side by side.';
  return { title, about, xLabel: 'frequency k', yLabel: 'norm', series: [part('cos'), part('sin')] };
}

function clusters(find: Lookup): Plot | undefined {
  const frequency = find('blocks.0.mlp.neuron_frequency');
  const share = find('blocks.0.mlp.neuron_share');
  if (frequency === undefined || share === undefined) return undefined;
  return {
    title: 'Each neuron: the frequency that explains most of it, and how much',
    about: 'A dot for each neuron; those above 0.85 belong to the cluster of their frequency.',
    xLabel: 'frequency k (0: constant neuron)',
    yLabel: 'share of variance',
    series: [
      { name: 'neurons', color: palette.accent, mark: 'dots', x: numbers(frequency), y: numbers(share) },
    ],
  };
}

function distance(find: Lookup): Plot | undefined {
  const curve = find('logits.by_distance');
  if (curve === undefined) return undefined;
  const y = numbers(curve);
  return {
    title: 'Mean logit at each distance from the right answer',
    about: 'The clocks vote: they agree at distance 0 and interfere elsewhere.',
    xLabel: 'x + y − z',
    yLabel: 'logit',
    series: [{ name: 'mean logit', color: roles.sum, x: y.map((_, i) => i), y }],
  };
}

function probes(find: Lookup): Plot | undefined {
  const readout = find('blocks.0.hook_resid_pre.probe.readout');
  const r2 = find('blocks.0.hook_resid_pre.probe.r2');
  if (readout === undefined || r2 === undefined) return undefined;
  const key = labels(readout, 'key')[0] ?? 0;
  const series = (['cos', 'sin'] as const).map((part): Series => {
    const y = numbers(select(readout, { key, token: 'x', part }));
    const fit = select(r2, { key, token: 'x', part }).data[0] ?? Number.NaN;
    return {
      name: `${part}, R² ${fit.toFixed(3)}`,
      color: roles[part],
      mark: 'dots',
      x: y.map((_, i) => i),
      y,
    };
  });
  const about = 'A sum of a few entries of the embedding reads cosine and sine of the angle off each token.';
  return { title: `Sparse probes for k = ${key}`, about, xLabel: 'x', yLabel: 'readout', series };
}

function weightNorms(find: Lookup): Plot | undefined {
  const norms = find('weights.sum_of_squares.over_steps');
  if (norms === undefined) return undefined;
  return {
    title: 'Sum of squared weights',
    about: 'Weight decay clears away what was memorised.',
    xLabel: 'step',
    yLabel: 'sum of squares',
    bands: phaseBands(find),
    series: [overSteps(norms, { weight: 'total' }, 'all weights', palette.accent)],
  };
}

function concentration(find: Lookup): Plot | undefined {
  const gini = find('gini.over_steps');
  const share = find('key_share.over_steps');
  if (gini === undefined || share === undefined) return undefined;
  return {
    title: 'How few frequencies hold the weights',
    about: 'Dense at first, then a few key frequencies hold nearly everything.',
    xLabel: 'step',
    yLabel: 'Gini coefficient, share',
    series: [
      overSteps(gini, { matrix: 'W_E' }, 'Gini of W_E', roles.x),
      overSteps(gini, { matrix: 'W_L' }, 'Gini of W_L', roles.y),
      overSteps(share, { matrix: 'W_E' }, 'keys in W_E', roles.cos),
      overSteps(share, { matrix: 'W_L' }, 'keys in W_L', roles.sum),
    ],
  };
}

function interaction(find: Lookup): Plot | undefined {
  const shares = find('interaction.over_steps');
  // A run that is passed on without its checkpoints may show only its last step: no curve.
  if (shares === undefined || labels(shares, 'step').length < 2) return undefined;
  const colors = [roles.cos, roles.sin, roles.sum];
  return {
    title: 'Share of the variance that needs x and y together',
    about: 'Where products of x and y stand: written by the attention, before the ReLU, and after it.',
    xLabel: 'step',
    yLabel: 'share',
    series: labels(shares, 'site').map((site, i) =>
      overSteps(
        shares,
        { site, share: 'interaction' },
        String(site).replace(/^.*hook_/, ''),
        colors[i] ?? palette.text,
      ),
    ),
  };
}

function withoutProducts(find: Lookup): Plot | undefined {
  const without = find('ablation.products.loss.over_steps');
  const full = find('loss.full.over_steps');
  if (without === undefined || full === undefined || labels(without, 'step').length < 2) return undefined;
  const names: Readonly<Record<string, string>> = {
    additivePre: 'none before the ReLU',
    additiveRelu: 'none made by the ReLU',
    meanPattern: 'mean attention pattern',
  };
  const colors = [roles.cos, roles.sin, roles.sum];
  return {
    title: 'Loss without the products of one site',
    about:
      'Where the products that the answer needs are made: a site whose products can go without harm does not make them.',
    xLabel: 'step',
    yLabel: 'cross entropy over all pairs, nat',
    logarithmic: true,
    series: [
      overSteps(full, { set: 'all' }, 'as trained', palette.text),
      ...Object.entries(names).map(([ablation, name], i) =>
        overSteps(without, { ablation, set: 'all' }, name, colors[i] ?? palette.text),
      ),
    ],
  };
}

/** How many neurons follow each frequency that is ever followed by one in fifty of them. */
function clusterSizes(find: Lookup): Plot | undefined {
  const frequency = find('blocks.0.mlp.neuron_frequency.over_steps');
  const share = find('blocks.0.mlp.neuron_share.over_steps');
  if (frequency === undefined || share === undefined) return undefined;
  const x = positions(frequency, 'step');
  if (x.length < 2) return undefined;
  const neurons = frequency.data.length / x.length;
  const counts = x.map((_, i) => {
    const found = new Map<number, number>();
    for (let n = i * neurons; n < (i + 1) * neurons; n++) {
      const k = frequency.data[n] ?? 0;
      if (k > 0 && (share.data[n] ?? 0) >= CLUSTER_SHARE) found.set(k, (found.get(k) ?? 0) + 1);
    }
    return found;
  });
  const most = (k: number) => Math.max(...counts.map((count) => count.get(k) ?? 0));
  const followed = [...new Set(counts.flatMap((count) => [...count.keys()]))]
    .filter((k) => most(k) >= neurons / 50)
    .sort((a, b) => a - b);
  return {
    title: 'Neurons that follow one frequency',
    about: `How many of the ${neurons} neurons one frequency explains to at least ${CLUSTER_SHARE} of their variance.`,
    xLabel: 'step',
    yLabel: 'neurons',
    series: followed.map((k, i) => ({
      name: `k = ${k}`,
      color: frequencyColor(i),
      x,
      y: counts.map((count) => count.get(k) ?? 0),
    })),
  };
}

function ablations(find: Lookup): Plot | undefined {
  const cluster = find('ablation.cluster.loss');
  if (cluster === undefined) return undefined;
  const frequency = find('ablation.frequency.loss');
  const part = (
    tensor: NamedTensor,
    variant: string,
    shift: number,
    name: string,
    color: string,
  ): Series => ({
    name,
    color,
    mark: 'dots',
    x: positions(tensor, 'key').map((_, i) => i + shift),
    y: numbers(select(tensor, { variant })),
  });
  const keys = labels(cluster, 'key');
  return {
    title: 'Loss without one key, and without as much at random',
    about: 'What matters hurts when it is removed; its control, something random of the same size, does not.',
    xLabel: `the keys ${keys.join(', ')} from left to right`,
    yLabel: 'cross entropy over all pairs, nat',
    logarithmic: true,
    series: [
      part(cluster, 'removed', 0, 'its neurons', roles.cos),
      part(cluster, 'control', 0.08, 'random neurons', palette.muted),
      ...(frequency === undefined
        ? []
        : [
            part(frequency, 'removed', 0.3, 'its waves in the logits', roles.sum),
            part(frequency, 'control', 0.38, 'waves of another k', palette.text),
          ]),
    ],
  };
}
