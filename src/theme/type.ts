/** The faces that ship with the project, as files under `assets/fonts`. */
export const fonts = {
  /** Everything that is read. */
  sans: 'IBM Plex Sans',
  /** Numbers that change: every digit is equally wide, so that they do not tremble. */
  mono: 'IBM Plex Mono',
} as const;

/** Type sizes in pixels of a 1920×1080 frame. Nothing on screen is smaller than `small`. */
export const sizes = {
  small: 26,
  label: 30,
  body: 36,
  caption: 40,
  heading: 56,
  title: 84,
  display: 118,
} as const;

/** Weights that exist as files; another weight would be drawn by the browser's own guess. */
export const weights = { regular: 400, medium: 500, semibold: 600 } as const;

/** A file of a face, and the code points it covers where that is not all. */
interface Face {
  readonly family: string;
  readonly weight: number;
  readonly file: string;
  readonly range?: string;
}

const faces: readonly Face[] = [
  ...([400, 500, 600] as const).flatMap((weight) => [
    { family: fonts.sans, weight, file: `ibm-plex-sans-latin-${weight}-normal.woff2` },
    { family: fonts.sans, weight, file: `ibm-plex-sans-greek-${weight}-normal.woff2`, range: 'U+0370-03FF' },
  ]),
  ...([400, 500] as const).map((weight) => ({
    family: fonts.mono,
    weight,
    file: `ibm-plex-mono-latin-${weight}-normal.woff2`,
  })),
];

let loading: Promise<void> | undefined;

/**
 * Loads every face. Text is measured when it is laid out: a scene waits for this before it draws.
 *
 * @throws Error that names the file which could not be loaded.
 */
export function loadFonts(): Promise<void> {
  loading ??= Promise.all(
    faces.map(async ({ family, weight, file, range }) => {
      const face = new FontFace(family, `url(/fonts/${file})`, {
        weight: String(weight),
        ...(range === undefined ? {} : { unicodeRange: range }),
      });
      document.fonts.add(face);
      await face.load().catch((cause: unknown) => {
        throw new Error(`the font file assets/fonts/${file} could not be loaded`, { cause });
      });
    }),
  ).then(() => undefined);
  return loading;
}
