import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import { chooseFormat } from '../../src/render/encode/formats';

const choose = (options: Partial<Parameters<typeof chooseFormat>[0]>) =>
  chooseFormat({ out: 'film', fps: 60, ...options });

describe('the format of a film', () => {
  it('is what was asked for, or what the ending says, or MP4', () => {
    expect(choose({ out: 'a.webm' })).toEqual({ format: 'webm', codec: 'vp9' });
    expect(choose({ out: 'A.MOV' })).toEqual({ format: 'mov', codec: 'prores' });
    expect(choose({ out: 'folder', format: 'png' })).toEqual({ format: 'png', codec: 'png' });
    expect(choose({})).toEqual({ format: 'mp4', codec: 'h264' });
    expect(choose({ codec: 'av1' })).toEqual({ format: 'mp4', codec: 'av1' });
  });

  it.each([
    [{ out: 'a.mp4', format: 'webm' }, 'give a name that ends in .webm, or format=mp4'],
    [{ out: 'a.mp4', format: 'png' }, 'give a folder, or format=mp4'],
    [{ codec: 'vp9' }, 'codecs of mp4: h264, hevc, av1'],
    [{ out: 'a.mp4', transparent: true }, 'formats that do: webm, mov (ProRes), gif, png'],
    [{ out: 'a.webm', codec: 'av1', transparent: true }, 'keeps no transparency'],
    [{ out: 'a.gif' }, 'take fps=50 or less'],
  ] as const)('is refused where it does not fit (%j), with what does', (options, message) => {
    expect(() => choose(options)).toThrow(InputError);
    expect(() => choose(options)).toThrow(message);
  });
});
