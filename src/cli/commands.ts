import type { AnyCommand } from './command';

/** A command's line in the overview, and how its code is loaded: only the one that is called. */
interface Entry {
  readonly summary: string;
  readonly load: () => Promise<AnyCommand>;
}

/** Every command, in the order in which people meet them. Each file exports `command`. */
export const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'the Motion Canvas editor with every chapter, on this machine only',
    load: async () => (await import('./start')).command,
  },
  render: {
    summary: 'scenes to video, stills and contact sheets',
    load: async () => (await import('./render')).command,
  },
  train: {
    summary: 'train the network and record the run',
    load: async () => (await import('./train')).command,
  },
  analyze: {
    summary: 'take a network apart: every measure of a run, recorded in it',
    load: async () => (await import('./analyze')).command,
  },
  list: {
    summary: 'scenes, runs, and the tensors of a run',
    load: async () => (await import('./list')).command,
  },
  doctor: {
    summary: 'what is here and what is missing, with a remedy for each',
    load: async () => (await import('./doctor')).command,
  },
  bench: {
    summary: 'our speed beside others on the same work',
    load: async () => (await import('./bench')).command,
  },
  experiment: {
    summary: 'several trainings, measured, and the page in docs/ that tells of them',
    load: async () => (await import('./experiment')).command,
  },
  test: {
    summary: 'lint, format, types, unit and browser tests',
    load: async () => (await import('./test')).command,
  },
};
