import type { PROBE_PARTS, PROBE_TOKENS } from '../../analysis/clock-probes';
import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { labels, type NamedTensor, select } from '../../recording/tensor';
import { PROBE, readoutFrequency } from '../probe-readout';
import type { ClocksData, Example, KeyWave, Readout } from './story';

/**
 * Reads what the chapter shows from a recording.
 *
 * @throws InputError if the run is not about addition, or has no key frequencies, or lacks a tensor.
 */
export async function loadClocks(run: Run): Promise<ClocksData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "clocks" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const frequencies = await run.numbers('key_frequencies');
  if (frequencies.length === 0) {
    throw new InputError(
      `run "${run.name}" has no key frequencies, so no clocks: it has not generalised. Train it longer with: npm run train resume=${run.name}`,
    );
  }
  const readout = await run.tensor(`${PROBE}.readout`);
  const r2 = await run.tensor(`${PROBE}.r2`);
  const weight = await run.tensor(`${PROBE}.weight`);
  const k = readoutFrequency(frequencies, r2);
  const read = (token: (typeof PROBE_TOKENS)[number]): Readout => {
    const at = (part: (typeof PROBE_PARTS)[number]) => ({ key: k, token, part });
    return {
      cos: floats(select(readout, at('cos'))),
      sin: floats(select(readout, at('sin'))),
      r2: { cos: single(r2, at('cos')), sin: single(r2, at('sin')) },
      weights: { cos: active(select(weight, at('cos'))), sin: active(select(weight, at('sin'))) },
    };
  };
  const dModel = weight.shape[weight.dims.indexOf('dModel')] ?? 0;
  return {
    p: run.p,
    dModel,
    k,
    x: read('x'),
    y: read('y'),
    keys: await keyWaves(run, frequencies),
    examples: await examples(run),
  };
}

async function keyWaves(run: Run, frequencies: readonly number[]): Promise<KeyWave[]> {
  const waves = await run.tensor('logits.wave');
  const shares = await run.tensor('logits.wave.share');
  return frequencies
    .map((k) => ({
      k,
      cos: floats(select(waves, { key: k, part: 'cos' })),
      sin: floats(select(waves, { key: k, part: 'sin' })),
      share: single(shares, { key: k }),
    }))
    .sort((a, b) => b.share - a.share)
    .map((wave, rank) => ({ ...wave, rank }))
    .sort((a, b) => a.k - b.k);
}

async function examples(run: Run): Promise<Example[]> {
  const pairs = await run.tensor('examples.pair');
  const logits = await run.tensor('examples.logits');
  return labels(pairs, 'example').map((example) => ({
    x: single(pairs, { example, operand: 'x' }),
    y: single(pairs, { example, operand: 'y' }),
    logits: floats(select(logits, { example })),
  }));
}

function floats({ data }: NamedTensor): Float64Array {
  return Float64Array.from(data, Number);
}

function single(source: NamedTensor, at: Readonly<Record<string, number | string>>): number {
  return floats(select(source, at))[0] ?? Number.NaN;
}

function active(weights: NamedTensor): number {
  return floats(weights).filter((weight) => weight !== 0).length;
}
