import {
  all,
  createSignal,
  delay,
  easeInOutSine,
  linear,
  type SimpleSignal,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { KEY_FREQUENCY_RULE } from '../../analysis/key-frequencies';
import { decimal, percent } from '../../nodes/number-format';
import { ease, palette, tempo } from '../../theme';
import { buildLargeSpectrum, type LargeSpectrum } from './large-spectrum';
import { LARGE } from './layout';
import { last } from './load';
import { above, linesOf, normsAt, recordedAt } from './spectrum';
import { listed, type Stage } from './stage';

/** The two spectra that decide what a key frequency is; the first follows the training. */
export interface KeySpectra {
  readonly embed: LargeSpectrum;
  readonly unembed: LargeSpectrum;
  /** The training step that the embedding's spectrum shows. */
  readonly step: SimpleSignal<number>;
}

/** Builds both; nothing of them is seen yet. */
export function buildKeySpectra({ root, data }: Stage): KeySpectra {
  const { half, dModel, norms } = data;
  const step = createSignal(norms.embed.steps.at(-1) ?? 0);
  const { overMedian, ofStrongest } = KEY_FREQUENCY_RULE;
  const background = (value: number) => ({ value, text: `${overMedian} × the median` });
  const all = norms.embed.norms.flatMap((row) => [...row]);
  const answers = last(norms.unembed);
  const [read, written] = [linesOf(last(norms.embed)), linesOf(answers)];
  const embed = buildLargeSpectrum({
    tex: 'W_E',
    words: `the embedding, all ${dModel} entries together`,
    half,
    values: () => normsAt(norms.embed, step()),
    reading: (k) => decimal(norms.embed.norms[recordedAt(norms.embed, step())]?.[k - 1] ?? 0, 2),
    extent: [Math.min(...last(norms.embed)), Math.max(...all)],
    rect: LARGE.alone,
    rests: [LARGE.alone.height, LARGE.upper.height, LARGE.film.height],
    levels: [background(read.background)],
  });
  const unembed = buildLargeSpectrum({
    tex: 'W_L = W_{\\mathrm{out}} W_U',
    words: 'what leads from the neurons to the answers',
    half,
    values: answers,
    extent: [Math.min(...answers), Math.max(...answers)],
    rect: LARGE.lower,
    rests: [LARGE.lower.height],
    levels: [
      background(written.background),
      { value: written.strongest, text: `${percent(ofStrongest, 0)} of the highest` },
    ],
  });
  unembed.frame.y.logness(1);
  embed.stems.numbers(0);
  unembed.stems.numbers(0);
  root.add([embed.node, unembed.node]);
  return { embed, unembed, step };
}

/** The embedding's spectrum, and by what rule some of its frequencies are called keys. */
export function* findKeys({ caption, data }: Stage, { embed, unembed }: KeySpectra): ThreadGenerator {
  const { half, dModel, keys, norms } = data;
  const read = last(norms.embed);
  const standing = (ks: readonly number[]) => ks.map((k) => ({ k, color: palette.accent }));

  yield* waitUntil('embedding');
  yield* all(
    caption.say(`Now the embedding: all ${dModel} entries transformed, and taken together for each k.`),
    embed.axes.shown(1, tempo.slow, linear),
    embed.title.opacity(1, tempo.normal, ease.enter),
    delay(0.8, embed.stems.upTo(half, 2.6, easeInOutSine)),
  );
  yield* waitFor(1.6);
  yield* waitUntil('background');
  yield* all(
    caption.say('A logarithmic axis shows the rest as well: a low background.'),
    embed.frame.y.logness(1, 2.2, ease.move),
  );
  yield* waitFor(0.8);
  embed.stems.marks(standing(above(read, linesOf(read).background)));
  yield* all(
    caption.say(
      `The line: ${KEY_FREQUENCY_RULE.overMedian} times the median of all. What rises above it stands out.`,
    ),
    embed.levels[0]?.shown(1, tempo.slow, linear) ?? waitFor(0),
    delay(1, embed.stems.lit(1, tempo.normal)),
  );
  yield* waitFor(2.2);

  yield* waitUntil('answers');
  yield* all(
    caption.say('And what does the network do with them? Below: what leads on to the answers.'),
    embed.frame.top(LARGE.upper.top, 1.4, ease.move),
    embed.frame.height(LARGE.upper.height, 1.4, ease.move),
    embed.axes.xLabels(0, 0.5),
    delay(0.8, unembed.axes.shown(1, tempo.slow, linear)),
    delay(0.8, unembed.title.opacity(1, tempo.normal, ease.enter)),
    delay(1.4, unembed.stems.upTo(half, 2, easeInOutSine)),
  );
  yield* waitFor(0.8);
  yield* all(
    caption.say('A key frequency is above every line: in the embedding, and on the way to the answers.'),
    ...unembed.levels.map((level) => level.shown(1, tempo.slow, linear)),
  );
  yield* waitFor(1);
  unembed.stems.marks(keys);
  yield* all(embed.stems.lit(0, tempo.quick), unembed.stems.lit(1, tempo.normal));
  embed.stems.marks(keys);
  yield* all(embed.stems.lit(1, tempo.normal), unembed.stems.labelled(1, tempo.normal));
  yield* all(
    embed.stems.labelled(1, tempo.normal),
    caption.say(
      keys.length === 1
        ? `One key frequency: ${keys[0]?.k}.`
        : `${keys.length} key frequencies: ${listed(keys.map(({ k }) => k))}.`,
    ),
  );
  yield* waitFor(2.6);
}
