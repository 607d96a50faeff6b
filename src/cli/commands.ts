import type { AnyCommand } from './command';

/** A command's line in the overview, and how its code is loaded: only the one that is called. */
interface Entry {
  readonly summary: string;
  readonly load: () => Promise<AnyCommand>;
}

/** Every command, in the order in which people meet them. Each file exports `command`. */
export const commands: Readonly<Record<string, Entry>> = {
  list: {
    summary: 'scenes, runs, and the tensors of a run',
    load: async () => (await import('./list')).command,
  },
};
