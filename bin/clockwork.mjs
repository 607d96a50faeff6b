#!/usr/bin/env node
// The sources are TypeScript and run as they stand: tsx strips the types while Node loads them.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
