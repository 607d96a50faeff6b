import { labels, type NamedTensor, select } from '../../recording/tensor';
import { frequencyColor, palette, roles } from '../../theme/palette';
import type { Band, Plot, Series } from './plot';

/** Gives a recorded tensor by name, or nothing where the run has none. */
export type Lookup = (name: string) => NamedTensor | undefined;

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
  ].filter((plot) => plot !== undefined);
}

const numbers = (tensor: NamedTensor | undefined) => Array.from(tensor?.data ?? []);
const positions = (tensor: NamedTensor, dim: string) => labels(tensor, dim).map(Number);

/** One line over the steps: a tensor with the axis `step` and one label of another axis. */
function overSteps(
  tensor: NamedTensor,
  at: Record<string, string | number>,
  name: string,
  color: string,
): Series {
  return { name, color, x: positions(tensor, 'step'), y: numbers(select(tensor, at)) };
}

function phaseBands(find: Lookup): Band[] {
  const phases = find('phases');
  if (phases === undefined) return [];
  return labels(phases, 'phase').map((phase) => {
    const [from = 0, to = 0] = numbers(select(phases, { phase }));
    return { name: String(phase), from, to };
  });
}

function losses(find: Lookup): Plot | undefined {
  const full = find('loss.full.over_steps');
  if (full === undefined) return undefined;
  const restricted = find('loss.restricted.over_steps');
  const excluded = find('loss.excluded.over_steps');
  return {
    title: 'Losses over the training, and its phases',
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
  return { title, xLabel: 'frequency k', yLabel: 'norm', series: [part('cos'), part('sin')] };
}

function clusters(find: Lookup): Plot | undefined {
  const frequency = find('blocks.0.mlp.neuron_frequency');
  const share = find('blocks.0.mlp.neuron_share');
  if (frequency === undefined || share === undefined) return undefined;
  return {
    title: 'Each neuron: the frequency that explains most of it, and how much',
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
  return { title: `Sparse probes for k = ${key}`, xLabel: 'x', yLabel: 'readout', series };
}

function weightNorms(find: Lookup): Plot | undefined {
  const norms = find('weights.sum_of_squares.over_steps');
  if (norms === undefined) return undefined;
  return {
    title: 'Sum of squared weights',
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
