import { describe, expect, it } from 'vitest';
import { shift, texNumber, texTerm, waveTex } from '../../src/nodes/wave-tex';

describe('the formula of a plane wave', () => {
  it('prints a wave of x + y and one of x − y with their signs', () => {
    const wave = { amplitude: 0.354, piMultiple: 8, x: 1, y: 1, phase: -0.516 };
    expect(waveTex(wave, 113)).toBe('0.35\\,\\mathrm{cos}(8\\pi\\,(x + y)/113 - 0.52)');
    expect(waveTex({ ...wave, y: -1, phase: 0.1 }, 113)).toBe(
      '0.35\\,\\mathrm{cos}(8\\pi\\,(x - y)/113 + 0.10)',
    );
  });

  it('needs no bracket for one variable, and prints factors other than one', () => {
    const wave = { amplitude: 1.5, piMultiple: 2, x: 1, y: 0, phase: 0 };
    expect(waveTex(wave, 97)).toBe('1.50\\,\\mathrm{cos}(2\\pi\\,x/97)');
    expect(waveTex({ ...wave, x: 0, y: 1 }, 97)).toBe('1.50\\,\\mathrm{cos}(2\\pi\\,y/97)');
    expect(waveTex({ ...wave, x: 2, y: -3 }, 97)).toBe('1.50\\,\\mathrm{cos}(2\\pi\\,(2x - 3y)/97)');
  });

  it('never prints a minus before zero', () => {
    expect(texNumber(-0.001)).toBe('0.00');
    expect(texTerm(-0.001)).toBe('+ 0.00');
    expect(shift(-0.004)).toBe('');
    expect(shift(-0.006)).toBe(' - 0.01');
  });
});
