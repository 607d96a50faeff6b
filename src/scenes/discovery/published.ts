/**
 * The first report of grokking, and the figures of it that the chapter shows. They are cited, not measured here: the
 * first three from the caption of its figure 1, those about the data from its section on the amount of data.
 */
export const REPORT = {
  title: 'Grokking: Generalization Beyond Overfitting on Small Algorithmic Datasets',
  authors: ['Alethea Power', 'Yuri Burda', 'Harri Edwards', 'Igor Babuschkin', 'Vedant Misra'],
  year: 2022,
  arxiv: '2201.02177',
  /** What its network learns, and from how much of the table. */
  task: 'x ÷ y mod 97',
  modulus: 97,
  share: 'half of the table',
  /** Optimisation steps: train accuracy is close to perfect before the first, … */
  memorisedBefore: 1e3,
  /** … there is very little evidence of generalisation until the second, … */
  silentUntil: 1e5,
  /** … and validation accuracy reaches that level close to the third. */
  grokkedNear: 1e6,
  /** The product of two permutations of five, learnt from between 25 and 30 per cent of the table. */
  data: { task: 'products of permutations of five', between: [25, 30], less: 1, longer: [40, 50] },
} as const;

/** Where the accident is told. */
export const ACCIDENT = 'Source: W. D. Heaven, MIT Technology Review, March 2024';

/** The report as one line. */
export function citation(): string {
  const names = REPORT.authors.map((author) => author.split(' ').at(-1)).join(', ');
  return `${names}: ${REPORT.title}. arXiv ${REPORT.arxiv} (${REPORT.year})`;
}
