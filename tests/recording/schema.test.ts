import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { manifestJsonSchema } from '../../src/recording/manifest';

it('docs/run.schema.json is the schema that the reader checks (write it anew with: npm run docs:schema)', () => {
  const file = path.resolve(__dirname, '../../docs/run.schema.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(manifestJsonSchema());
});
