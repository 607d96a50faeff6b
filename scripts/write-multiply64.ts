/**
 * Compiles the float64 product of matrices from AssemblyScript and writes it, as base64, into the source that uses it:
 * half a kilobyte that works in Node and in the browser without a file to load. Run it when the source changes; a test
 * says when it has.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = new URL('../', import.meta.url);

/** The compiled module of src/model/assembly/multiply64.ts. */
export async function compileMultiply64(): Promise<string> {
  const files = new Map<string, Uint8Array | string>();
  const source = fileURLToPath(new URL('src/model/assembly/multiply64.ts', root));
  const { error, stderr } = await asc.main(
    [source, '--outFile=out.wasm', '-O3', '--noAssert', '--runtime=stub', '--importMemory', '--enable=simd'],
    { writeFile: (name, content) => void files.set(name, content) },
  );
  const module = files.get('out.wasm');
  if (error || !(module instanceof Uint8Array))
    throw new Error(`the product does not compile:\n${stderr.toString()}`);
  return Buffer.from(module).toString('base64');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = new URL('src/model/multiply64-code.ts', root);
  const lines = (await compileMultiply64()).match(/.{1,100}/g) ?? [];
  const text =
    '/** `assembly/multiply64.ts` compiled, as base64: written by `npx tsx scripts/write-multiply64.ts`. */\n' +
    `export const MULTIPLY64 =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`;
  await writeFile(target, text);
}
