import { InputError } from '../errors';
import { unknownMessage } from './nearest';

/** One key that a command accepts: how its text becomes a value, and what `--help` says of it. */
export interface Option<T> {
  /** Turns the text after `=` into a value; throws an InputError that names the valid range. */
  readonly parse: (text: string, key: string) => T;
  /** One line for `--help`. */
  readonly help: string;
  /** How the value is written in `--help`: `N`, `WxH`, `name`, … */
  readonly placeholder: string;
  /** What holds when the key is absent. A key without a default yields `undefined`. */
  readonly fallback?: T;
  /** A flag may stand alone: `--json` means `json=true`. */
  readonly flag?: boolean;
}

/** The keys of a command by name; what each parses to decides the type that the command receives. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values a command receives: keys with a default are always there, the others may be undefined. */
export type OptionValues<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends { fallback: infer F; parse: (text: string, key: string) => infer V }
    ? F extends undefined
      ? V | undefined
      : V
    : T[K] extends Option<infer V>
      ? V | undefined
      : never;
};

/** What an option may say besides how it parses. */
interface Extra<F> {
  readonly placeholder?: string;
  readonly fallback?: F;
}

/** The option of a parser, with its default kept in the type where there is one. */
function option<T>(
  parse: Option<T>['parse'],
  help: string,
  extra: Extra<T> & { placeholder: string; fallback: T; flag?: boolean },
): Option<T> & { fallback: T };
function option<T>(
  parse: Option<T>['parse'],
  help: string,
  extra: Extra<T> & { placeholder: string; flag?: boolean },
): Option<T>;
function option<T>(
  parse: Option<T>['parse'],
  help: string,
  extra: Extra<T> & { placeholder: string; flag?: boolean },
): Option<T> {
  return { parse, help, ...extra };
}

/** Free text. An empty value is an error: it is always a slip. */
export function text(
  help: string,
  extra: { fallback: string; placeholder?: string },
): Option<string> & { fallback: string };
export function text(help: string, extra?: { placeholder?: string }): Option<string>;
export function text(help: string, extra: Extra<string> = {}): Option<string> {
  return option(
    (value, key) => {
      if (value === '') throw new InputError(`${key}= needs a value.`);
      return value;
    },
    help,
    { placeholder: 'text', ...extra },
  );
}

/** One of a list of words. */
export function choice<const W extends string>(
  words: readonly W[],
  help: string,
  extra: { fallback: NoInfer<W> },
): Option<W> & { fallback: W };
export function choice<const W extends string>(words: readonly W[], help: string): Option<W>;
export function choice<const W extends string>(
  words: readonly W[],
  help: string,
  extra: Extra<W> = {},
): Option<W> {
  return option(
    (value, key) => {
      const found = words.find((word) => word === value);
      if (found === undefined) throw new InputError(unknownMessage(`value for ${key}=`, value, words));
      return found;
    },
    help,
    { placeholder: words.join('|'), ...extra },
  );
}

/** The closed range of a number, and whether it must be whole. */
interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
  readonly placeholder?: string;
}

/** A finite number within a range. */
export function number(
  help: string,
  extra: Range & { fallback: number },
): Option<number> & { fallback: number };
export function number(help: string, extra?: Range): Option<number>;
export function number(help: string, extra: Range & Extra<number> = {}): Option<number> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole = false, ...rest } = extra;
  return option(
    (value, key) => {
      const parsed = Number(value);
      const fits =
        value.trim() !== '' &&
        Number.isFinite(parsed) &&
        parsed >= min &&
        parsed <= max &&
        (!whole || Number.isInteger(parsed));
      if (!fits) {
        const kind = whole ? 'a whole number' : 'a number';
        const lower = Number.isFinite(min) ? ` from ${min}` : '';
        const upper = Number.isFinite(max) ? ` to ${max}` : lower && ' up';
        throw new InputError(`${key}=${value}: ${key} takes ${kind}${lower}${upper}.`);
      }
      return parsed;
    },
    help,
    { placeholder: 'N', ...rest },
  );
}

/** A yes or no; `--key` alone means yes. */
export function flag(help: string, fallback = false): Option<boolean> & { fallback: boolean } {
  return option(
    (value, key) => {
      if (value === 'true') return true;
      if (value === 'false') return false;
      throw new InputError(`${key}=${value}: ${key} takes true or false.`);
    },
    help,
    { placeholder: 'true|false', fallback, flag: true },
  );
}

/** Any other value: the command brings its own parser. */
export function custom<T>(
  parse: (value: string, key: string) => T,
  help: string,
  extra: { placeholder: string },
): Option<T> {
  return option(parse, help, extra);
}

/** What a command line says once it is understood. */
export interface ParsedArguments<T extends OptionTable> {
  readonly values: OptionValues<T>;
  /** The words without `=` or dashes: `bench train` has one. */
  readonly words: readonly string[];
  readonly help: boolean;
}

/**
 * Reads `key=value`, `--key value`, `--key=value` and `--flag` against a table of options.
 *
 * @throws InputError for an unknown or repeated key, or a value outside its range.
 */
export function parseArguments<T extends OptionTable>(args: readonly string[], table: T): ParsedArguments<T> {
  const raw = new Map<string, string>();
  const words: string[] = [];
  let help = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--help' || arg === '-h' || arg === 'help') {
      help = true;
      continue;
    }
    const dashed = arg.startsWith('--');
    const body = dashed ? arg.slice(2) : arg;
    const equals = body.indexOf('=');
    if (!dashed && equals < 0) {
      words.push(arg);
      continue;
    }
    const key = equals < 0 ? body : body.slice(0, equals);
    const known = Object.hasOwn(table, key) ? table[key] : undefined;
    if (known === undefined) throw new InputError(unknownMessage('key', key, Object.keys(table)));
    if (raw.has(key)) throw new InputError(`${key} is given twice.`);
    if (equals >= 0) {
      raw.set(key, body.slice(equals + 1));
    } else {
      const next = args[i + 1];
      if (known.flag === true && next !== 'true' && next !== 'false') {
        raw.set(key, 'true');
      } else {
        if (next === undefined) throw new InputError(`--${key} needs a value (${known.placeholder}).`);
        raw.set(key, next);
        i++;
      }
    }
  }
  const values: Record<string, unknown> = {};
  for (const [key, known] of Object.entries(table)) {
    const given = raw.get(key);
    values[key] = given === undefined ? known.fallback : known.parse(given, key);
  }
  return { values: values as OptionValues<T>, words, help };
}
