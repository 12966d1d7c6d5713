import { writeFileSync } from 'node:fs';
import { buildScript, fileOf, scripts } from './build.ts';

// `npm run browser` writes the scripts that the pages serve. A test fails when a committed file is stale.
for (const name of scripts) writeFileSync(new URL(`${name}.json`, import.meta.url), fileOf(await buildScript(name)));
