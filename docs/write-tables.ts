import { writeFileSync } from 'node:fs';
import { tablesDocument } from './tables.ts';

// `npm run tables` writes the tables of commands and events. A test fails when the committed file is stale.
writeFileSync(new URL('commands-and-events.md', import.meta.url), tablesDocument());
