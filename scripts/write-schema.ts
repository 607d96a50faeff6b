import { writeFileSync } from 'node:fs';
import { manifestJsonSchema } from '../src/recording/manifest';

// The JSON Schema of run.json, for readers of recordings in other languages.
writeFileSync(
  new URL('../docs/run.schema.json', import.meta.url),
  `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`,
);
