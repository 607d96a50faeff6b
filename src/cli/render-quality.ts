import { type ProjectDescription, QUALITIES, type Quality, type QualityName } from '../render';

/**
 * Size, rate and care of a film: those of the quality that is named. If none is, our chapters are filmed in high
 * quality, and another project with the same care at its own size and rate, as its editor's button would.
 *
 * @param other - The other project; undefined for our chapters.
 */
export function qualityFor(
  named: QualityName | undefined,
  other: Pick<ProjectDescription, 'size' | 'fps'> | undefined,
): Quality {
  if (named !== undefined) return QUALITIES[named];
  if (other === undefined) return QUALITIES.high;
  return { ...QUALITIES.high, size: other.size, fps: other.fps };
}
