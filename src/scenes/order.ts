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

/** The name of a chapter on the command line and of its file. */
export type ChapterId = (typeof storyOrder)[number];

/** What stands on the page before a chapter; the opening needs none. */
const titles: Readonly<Record<Exclude<ChapterId, 'cold-open'>, string>> = {
  'modular-addition': 'Addition that wraps',
  'model-view': 'What the network sees',
  discovery: 'An experiment left running',
  'loss-curves': 'It groks',
  clues: 'Neurons are waves',
  fourier: 'A few frequencies',
  probes: 'A clean wave, hidden in a sum',
  clocks: 'The network adds angles',
  surfaces: 'x and y interact',
  'trig-identity': 'Two products make a sum',
  'excluded-loss': 'Long before it shows',
  manifold: 'Bigger models do it too',
  finale: 'To understand a model',
};

/** The title of a chapter, undefined for the opening and for scenes that are no chapter. */
export function chapterTitle(scene: string): string | undefined {
  return Object.entries(titles).find(([id]) => id === scene)?.[1];
}
