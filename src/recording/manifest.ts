import { z } from 'zod';
import { InputError } from '../errors';
import { dtypes } from './dtype';

/** The version of the recording format that this code writes and reads. */
export const FORMAT_VERSION = 1;

/** A run's name is a folder name and part of a URL: lower case, digits, dashes, dots and underscores. */
export const runNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,63}$/,
    'a run name has 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit',
  );

/** A file inside a run: plain segments only, so that no name can leave the folder. */
const fileNameSchema = z.string().regex(/^(?:[a-z0-9][a-z0-9_-]*\/)?[a-z0-9][a-z0-9_-]*\.safetensors$/);

const count = z.number().int().nonnegative();
const label = z.union([z.number(), z.string()]);

const tensorEntrySchema = z.strictObject({
  name: z.string().min(1),
  file: fileNameSchema,
  dtype: z.enum(dtypes),
  shape: z.array(count),
  dims: z.array(z.string()).describe('one name for each axis'),
  unit: z.string().describe('"1" for a pure number'),
  meaning: z.string().describe('one line'),
  coords: z
    .record(z.string(), z.array(label))
    .optional()
    .describe('labels along an axis, where not 0, 1, 2, …'),
});

/** The manifest of a run: `run.json`. */
export const manifestSchema = z.strictObject({
  format: z.literal('clockwork-run'),
  version: z.literal(FORMAT_VERSION),
  name: runNameSchema,
  status: z.enum(['training', 'complete']).describe('"training" until the last step is recorded'),
  made: z
    .strictObject({
      command: z.string().describe('the command line that makes this run again'),
      reason: z.string().optional().describe('why these options: how a run that is shown was chosen'),
      clockwork: z.string().describe('version of the package'),
      commit: z.string().nullable().describe('git commit of the package, if it was a checkout'),
      date: z.iso.datetime(),
      wallSeconds: z.number().nonnegative(),
      backend: z.string(),
    })
    .catchall(z.json()),
  task: z
    .strictObject({
      operation: z.string(),
      p: count,
      fraction: z.number(),
      seed: z.number().int(),
      split: z.string().describe('how the pairs were divided'),
    })
    .catchall(z.json()),
  architecture: z
    .strictObject({
      dModel: count,
      heads: count,
      dHead: count,
      dMlp: count,
      vocabulary: count,
      context: count,
      activation: z.string(),
    })
    .catchall(z.json()),
  optimizer: z.record(z.string(), z.json()),
  steps: z.strictObject({
    total: count.describe('updates done so far'),
    checkpoints: z.array(z.strictObject({ step: count, file: fileNameSchema })),
  }),
  headline: z.record(z.string(), z.json()).describe('headline measures at the final step'),
  files: z.record(
    fileNameSchema,
    z.strictObject({ bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
  tensors: z.array(tensorEntrySchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type TensorEntry = z.infer<typeof tensorEntrySchema>;

/** The JSON Schema of `run.json`, for readers in other languages; `docs/run.schema.json` holds it. */
export function manifestJsonSchema(): object {
  return z.toJSONSchema(manifestSchema);
}

/**
 * Reads a manifest that may come from a stranger.
 *
 * @param where - What to call the file in an error.
 * @throws InputError that names the file and every key that does not fit.
 */
export function parseManifest(text: string, where: string): Manifest {
  const value = parseJson(text, where);
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    throw new InputError(
      `${where}: recorded in format version ${version}; this Clockwork reads up to ${FORMAT_VERSION}. Update Clockwork.`,
    );
  }
  const result = manifestSchema.safeParse(value);
  if (!result.success) {
    const faults = result.error.issues
      .slice(0, 8)
      .map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
    throw new InputError(`${where} is not a run's manifest:\n${faults.join('\n')}`);
  }
  checkReferences(result.data, where);
  return result.data;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${where} is not JSON: it is truncated or damaged.`, { cause });
  }
}

/** What a schema cannot say: names refer to files that exist, are unique, and axes have names. */
function checkReferences(manifest: Manifest, where: string): void {
  const seen = new Set<string>();
  for (const { name, file, shape, dims, coords } of manifest.tensors) {
    if (seen.has(name)) throw new InputError(`${where}: tensor "${name}" is listed twice.`);
    seen.add(name);
    if (manifest.files[file] === undefined)
      throw new InputError(`${where}: tensor "${name}" lies in "${file}", which is not listed.`);
    if (dims.length !== shape.length) {
      throw new InputError(
        `${where}: tensor "${name}" has ${shape.length} axes and ${dims.length} names for them.`,
      );
    }
    for (const [dim, along] of Object.entries(coords ?? {})) {
      const axis = dims.indexOf(dim);
      if (axis < 0 || shape[axis] !== along.length) {
        throw new InputError(`${where}: tensor "${name}": the labels of "${dim}" do not fit its shape.`);
      }
    }
  }
  for (const { step, file } of manifest.steps.checkpoints) {
    if (manifest.files[file] === undefined)
      throw new InputError(`${where}: checkpoint ${step} lies in "${file}", which is not listed.`);
  }
}
