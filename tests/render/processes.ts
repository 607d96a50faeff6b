import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly command: string;
}

/** The processes of this machine, where it tells of them as Linux does. */
export function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // After the name in brackets: state, parent, group.
      const [, parent, group] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(name), parent: Number(parent), group: Number(group), command }];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}

/** The ffmpeg that this process has started. */
export const encoders = () =>
  processes().filter(({ parent, command }) => parent === process.pid && /^\S*ffmpeg /.test(command));

/** The browser that this process has started: its first process. */
export const browsers = () =>
  processes().filter(({ parent, command }) => parent === process.pid && command.includes('--user-data-dir'));

/** The processes that draw that browser's pages. */
export function pages(): Process[] {
  const groups = browsers().map(({ pid }) => pid);
  return processes().filter(
    ({ group, command }) => groups.includes(group) && /--type=renderer(?!.*top-chrome)/.test(command),
  );
}
