import { makeProject } from '@motion-canvas/core';

/** The chapters that exist, in story order. */
export default makeProject({
  name: 'clockwork',
  scenes: [],
  variables: { run: import.meta.env.CLOCKWORK_RUN ?? 'default' },
});
