import { writeFileSync } from 'node:fs';
import { buildSelfCheck, fileOf } from './build.ts';

// Writes the script that the pages serve: `npm run browser`. A test keeps the committed file fresh.
writeFileSync(new URL('self-check.json', import.meta.url), fileOf(await buildSelfCheck()));
