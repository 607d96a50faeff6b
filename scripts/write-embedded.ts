/**
 * Compiles the float64 loops of the analysis from AssemblyScript and writes them, as base64, into the sources that use
 * them: half a kilobyte each that works in Node and in the browser without a file to load. Run it when a source
 * changes; a test says when one has.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = new URL('../', import.meta.url);

/** What is compiled: from where, to where, and under which name. */
export const EMBEDDED = {
  multiply64: {
    source: 'src/model/assembly/multiply64.ts',
    target: 'src/model/multiply64-code.ts',
    name: 'MULTIPLY64',
  },
  marginals: {
    source: 'src/analysis/assembly/marginals.ts',
    target: 'src/analysis/marginals-code.ts',
    name: 'MARGINALS',
  },
} as const;

/** A module in base64, compiled from its source as it is now. */
export async function compileEmbedded(id: keyof typeof EMBEDDED): Promise<string> {
  const files = new Map<string, Uint8Array | string>();
  const source = fileURLToPath(new URL(EMBEDDED[id].source, root));
  const { error, stderr } = await asc.main(
    [source, '--outFile=out.wasm', '-O3', '--noAssert', '--runtime=stub', '--importMemory', '--enable=simd'],
    { writeFile: (name, content) => void files.set(name, content) },
  );
  const module = files.get('out.wasm');
  if (error || !(module instanceof Uint8Array))
    throw new Error(`${source} does not compile:\n${stderr.toString()}`);
  return Buffer.from(module).toString('base64');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const id of ['multiply64', 'marginals'] as const) {
    const { source, target, name } = EMBEDDED[id];
    const lines = (await compileEmbedded(id)).match(/.{1,100}/g) ?? [];
    const from = source.slice(source.indexOf('assembly/'));
    const text =
      `/** \`${from}\` compiled, as base64: written by \`npx tsx scripts/write-embedded.ts\`. */\n` +
      `export const ${name} =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`;
    await writeFile(new URL(target, root), text);
  }
}
