import { writeFileSync } from 'node:fs';
import { buildSelfCheck, fileOf } from './build.ts';

// `npm run browser` writes the script that the pages serve. A test fails when the committed file is stale.
writeFileSync(new URL('self-check.json', import.meta.url), fileOf(await buildSelfCheck()));
