import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds what the tests run, where its sources have changed: a checkout of other sources needs no command by hand. */
export default function buildFirst(): void {
  for (const script of ['build-kernel', 'build-planes'])
    execFileSync(process.execPath, [fileURLToPath(new URL(`../scripts/${script}.mjs`, import.meta.url))], {
      stdio: 'inherit',
    });
}
