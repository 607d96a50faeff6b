import { InputError } from '../errors';
import type { AnyCommand, Command } from './command';
import { type OptionTable, parseArguments } from './options';

/** Closes a typed command over its options, so that commands of all kinds fit into one table. */
export function defineCommand<T extends OptionTable>(command: Command<T>): AnyCommand {
  const help = () => helpText(command);
  return {
    name: command.name,
    summary: command.summary,
    help,
    execute: async (args, context) => {
      const parsed = parseArguments(args, command.options);
      if (parsed.help) {
        process.stdout.write(`${help()}\n`);
        return 0;
      }
      const stray = parsed.words[0];
      if (stray !== undefined && command.words === undefined) {
        const keys = Object.keys(command.options).join(', ');
        throw new InputError(
          `"${stray}" is not of the form key=value.${keys === '' ? '' : `\n  keys: ${keys}`}`,
        );
      }
      return (await command.run(parsed.values, { ...context, words: parsed.words })) ?? 0;
    },
  };
}

/** The text of `clockwork <command> --help`. */
function helpText<T extends OptionTable>(command: Command<T>): string {
  const call = command.name === 'start' ? 'npm start' : `npm run ${command.name}`;
  const lines = [command.summary, ''];
  const keys = Object.entries(command.options);
  const words = command.words === undefined ? '' : ` [${command.words}]`;
  lines.push(`usage: ${call}${words}${keys.length > 0 ? ' [key=value …]' : ''}`);
  if (keys.length > 0) {
    lines.push('', 'keys:');
    const heads = keys.map(([key, option]) => `${key}=${option.placeholder}`);
    const width = Math.min(34, Math.max(...heads.map((head) => head.length)));
    for (const [i, [, option]] of keys.entries()) {
      const fallback = option.fallback === undefined ? '' : ` (default: ${String(option.fallback)})`;
      lines.push(`  ${(heads[i] ?? '').padEnd(width)}  ${option.help}${fallback}`);
    }
  }
  if (command.examples.length > 0)
    lines.push('', 'examples:', ...command.examples.map((line) => `  ${line}`));
  return lines.join('\n');
}
