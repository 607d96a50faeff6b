import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensor } from '../../src/recording/tensor';
import { RunWriter } from '../../src/recording/writer-node';
import { head } from '../recording/head';

const program = path.resolve(__dirname, '../../bin/clockwork.mjs');
let runs = '';

beforeAll(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'clockwork-runs-'));
  const writer = await RunWriter.create(head, runs);
  await writer.writeTensors('surfaces', [
    { ...tensor(Float32Array.of(1, 2), [2]), name: 'a', dims: ['x'], unit: '1', meaning: 'a test' },
  ]);
  await writer.commit();
});
afterAll(() => rm(runs, { recursive: true }));

/** Runs a command line as a person does and gives back what the shell would see. */
function clockwork(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, CLOCKWORK_RUNS: runs },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('the command line, as a process', () => {
  it('explains itself and every command', async () => {
    const overview = await clockwork('--help');
    expect(overview.code).toBe(0);
    const names = ['start', 'render', 'train', 'list', 'doctor', 'test'];
    for (const name of names) expect(overview.out).toContain(`\n  ${name} `);
    const helps = await Promise.all(names.map((name) => clockwork(name, '--help')));
    for (const [i, { code, out }] of helps.entries()) {
      expect(code).toBe(0);
      expect(out).toContain(names[i] === 'start' ? 'usage: npm start' : `usage: npm run ${names[i]}`);
    }
  });

  it('answers an unknown command, key, value, word and run with 2, the valid ones and the nearest', async () => {
    const cases: [string[], RegExp][] = [
      [['redner'], /unknown command "redner"\. Did you mean "render"\?\n {2}valid: start, render/],
      [['render', 'sceen=clocks'], /unknown key "sceen"\. Did you mean "scene"\?/],
      [['render', 'quality=hgih'], /Did you mean "high"\?/],
      [['render', 'scene=clocks', 'run=smal'], /there is no run "smal".*\n {2}recorded: small/],
      [['list', 'runz'], /unknown subject "runz"\. Did you mean "runs"\?/],
      [['train', 'p=12'], /12.*prime/],
      [['start', 'port=99999'], /whole number from 0 to 65535/],
    ];
    const answers = await Promise.all(cases.map(([args]) => clockwork(...args)));
    for (const [i, { code, err }] of answers.entries()) {
      expect(err).toMatch(cases[i]?.[1] ?? /never/);
      expect(code).toBe(2);
    }
  });

  it('lists a run and its tensors, for people and for machines', async () => {
    const [people, machines] = await Promise.all([
      clockwork('list', 'runs'),
      clockwork('list', '--run', 'small', '--json'),
    ]);
    expect(people.out).toContain('small  add mod 2  seed 0, fraction 0.5');
    expect(JSON.parse(machines.out)).toEqual({
      tensor: 'a',
      shape: 'F32 [x 2]',
      unit: '1',
      meaning: 'a test',
    });
  });
});
