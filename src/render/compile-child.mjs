// A process that compiles one project and ends; see `compile-apart.ts`. It is told by a message, and answers with one.
// Vite is loaded before tsx listens to what Node loads: five times as quickly as after.
import 'vite';
import { register } from 'tsx/esm/api';

register();
const { compileProject } = await import('./compile.ts');

// Whoever asked is gone: nobody wants the answer.
const leave = () => process.exit(1);
process.once('disconnect', leave);
process.once('message', async (request) => {
  const answer = await compileProject(request).then(
    (compiled) => ({ compiled }),
    ({ exitCode, message, stack }) => ({ failure: exitCode === undefined ? stack : message, exitCode }),
  );
  process.off('disconnect', leave);
  process.send(answer, () => process.exit(0));
});
