/** The chapters of the film in the order in which it tells its story. */
export const storyOrder = [
  'cold-open',
  'modular-addition',
  'model-view',
  'discovery',
  'loss-curves',
  'clues',
  'fourier',
  'probes',
  'clocks',
  'surfaces',
  'trig-identity',
  'excluded-loss',
  'manifold',
  'finale',
] as const;
