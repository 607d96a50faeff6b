import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readQuality } from '../../../src/cli/bench/quality/run-node';
import { qualityPage } from '../../../src/cli/bench/quality/table';
import { withMeasured } from '../../../src/cli/experiments/marked-block';

describe('the page of what codecs lose', () => {
  it('holds what was measured', async () => {
    const docs = path.resolve(__dirname, '../../../docs');
    const page = await readFile(path.join(docs, 'codecs.md'), 'utf8');
    expect(withMeasured(page, qualityPage(await readQuality(docs)), 'page')).toBe(page);
  });
});
