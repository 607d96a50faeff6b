import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineCommand } from './define';
import { flag } from './options';

/** `test`: what `npm test` runs, under the name that every command has. */
export const command = defineCommand({
  name: 'test',
  summary: 'lint, format, types, unit and browser tests',
  options: { full: flag('the tests that take minutes as well') },
  examples: ['npm test', 'npm run test:full'],
  run: ({ full }) =>
    new Promise<number>((resolve, reject) => {
      const child = spawn('npm', ['run', '--silent', full ? 'test:full' : 'test'], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        stdio: 'inherit',
        shell: process.platform === 'win32',
      });
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    }),
});
