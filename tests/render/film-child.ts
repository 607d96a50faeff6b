import { film, openProject } from '../../src/render';

/**
 * Films in a process of its own, for tests that kill it: takes project and options as JSON, prints every frame, and
 * the finished film.
 */
const { project, ...options } = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof film>[1] & {
  project: string;
};
const open = await openProject({ project });
try {
  const made = await film(open, { ...options, onProgress: ({ frame }) => console.log(`frame ${frame}`) });
  console.log(JSON.stringify(made));
} finally {
  await open.close();
}
