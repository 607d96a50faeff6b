import type { Share } from '../../nodes/share-bar';
import { frequencyColor, palette } from '../../theme/palette';
import { percent } from '../clocks/numbers';
import type { Machine } from './working';

/** How much of the scores the clocks explain, and how many neurons follow one; the last share is what is left. */
export function shares({ keys, most, others }: Machine): { scores: Share[]; neurons: Share[] } {
  const rest = (share: number): Share => ({ share, color: palette.line });
  const told = keys.reduce((sum, { share }) => sum + share, 0);
  const part = ({ k, rank }: Machine['keys'][number], share: number, value: string): Share => ({
    share,
    color: frequencyColor(rank),
    name: `k = ${k}`,
    value,
  });
  return {
    scores: [...keys.map((key) => part(key, key.share, percent(key.share))), rest(1 - told)],
    neurons: [
      ...keys.map((key) => {
        const count = key.neurons.neurons.length;
        return part(key, count / most.length, String(count));
      }),
      rest(others.length / most.length),
    ],
  };
}
