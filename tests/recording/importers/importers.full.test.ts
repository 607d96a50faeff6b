import { describe, expect, it } from 'vitest';
import { READERS, readAltered } from './alterations';

describe('altered files', () => {
  it.each(READERS)('of %s are read or refused with an error of ours, 100 000 times', (_, file, read) => {
    expect(readAltered(file, read, 100_000, 2)).toBeGreaterThan(20_000);
  });
});
