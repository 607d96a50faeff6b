import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/cli/command';
import { command } from '../../src/cli/train';
import { choose, commandOf, DEFAULTS, nameOf, settingsOf } from '../../src/cli/train-presets';
import { runNameSchema } from '../../src/recording/manifest';

const context: CommandContext = {
  signal: new AbortController().signal,
  words: [],
  commandLine: '',
  json: () => {},
  say: () => {},
};

const train = (...args: string[]) => command.execute(args, context);

describe('train', () => {
  it.each([
    [['p=112'], 'p=112 is not a prime between 3 and 400: the nearest is p=113'],
    [['fraction=0'], 'fraction=0 is not between 0 and 1'],
    [['fraction=1.5'], 'fraction=1.5 is not between 0 and 1'],
    [['heads=3'], 'heads=3 does not divide dModel=128: use one of 1, 2, 4, 8, 16, 32, 64'],
    [['dMlp=5000'], 'dMlp=5000 is not an integer from 1 to 4096'],
    [['op=s5', 'p=113'], 'op=s5 has 120 elements and no modulus, leave p out'],
    [['op=plus'], 'op'],
    [['depth=2'], 'depth'],
    [['weightDecay=-1'], 'weightDecay takes a number from 0 up'],
    [['attentionRate=2'], 'attentionRate takes a number from 0 to 1'],
    [['steps=0'], 'steps takes a whole number from 1'],
    [['threads=0'], 'threads takes a whole number from 1 to 64'],
    [['preset=piza'], 'pizza'],
    [['out=../elsewhere'], 'out=../elsewhere: a run name has'],
    [['resume=first', 'seed=3', 'out=second'], 'out, seed: a resumed run keeps what it was made with'],
    [['resume=no-such-run'], 'there is no run "no-such-run"'],
  ])('refuses %j: exit code 2, and a message that helps', async (args, message) => {
    const failure = await train(...args).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2 });
    expect(String(failure)).toContain(message);
  });
});

describe('the choices of a training', () => {
  it('are written back as the command that makes them', () => {
    const choices = choose('video', { seed: 4, steps: 9000, op: 'sub' });
    expect(commandOf('mine', settingsOf(choices))).toBe(
      'npm run train out=mine op=sub fraction=0.25 seed=4 smoothness=0.001 steps=9000',
    );
    expect(commandOf('plain', settingsOf(DEFAULTS))).toBe('npm run train out=plain steps=20000');
    expect(commandOf('five', settingsOf(choose('s5', {})))).toBe(
      'npm run train out=five op=s5 fraction=0.5 steps=20000',
    );
  });

  it('name a run by what differs from the defaults', () => {
    expect(nameOf(DEFAULTS)).toBe('add-p113-seed0');
    expect(nameOf(choose('pizza', { seed: 2, op: 'x2+xy+y2' }))).toBe('x2-xy-y2-p113-seed2-attentionrate0');
    for (const choices of [DEFAULTS, choose('s5', { lr: 1e-4 }), choose('video', { beta2: 0.999, dMlp: 64 })])
      expect(runNameSchema.safeParse(nameOf(choices)).success).toBe(true);
  });
});
