/** The wave alone, while the chapter opens. */
export const OPENING = { x: 0, y: -40, width: 1500, half: 230 } as const;

/** The wave that is wound up, above; its spectrum below it; the winding at the right. */
export const WAVE = { x: -455, y: -265, width: 800, half: 120 } as const;
export const SPECTRUM = { left: -855, top: 40, width: 800, height: 250 } as const;
export const WINDING = { x: 545, y: -85, radius: 300 } as const;

/** The rows of neurons: name, wave, spectrum. */
export const ROWS = {
  top: -440,
  bottom: 375,
  most: 200,
  name: -910,
  wave: { x: -365, width: 680 },
  spectrum: { left: 70, width: 800 },
} as const;

/** The middle of each row, and how high it is. */
export function rowPlaces(count: number): { readonly pitch: number; readonly middles: readonly number[] } {
  const pitch = Math.min(ROWS.most, (ROWS.bottom - ROWS.top) / count);
  const first = (ROWS.top + ROWS.bottom - pitch * count) / 2;
  return { pitch, middles: Array.from({ length: count }, (_, i) => first + (i + 0.5) * pitch) };
}

/** The large spectra: one alone, two above each other, one above the key share. */
export const LARGE = {
  left: -750,
  width: 1370,
  alone: { top: -390, height: 710 },
  upper: { top: -400, height: 290 },
  lower: { top: 0, height: 320 },
  /** The spectrum over training, and the key share below it. */
  film: { top: -390, height: 420 },
  share: { top: 178, height: 152 },
} as const;
