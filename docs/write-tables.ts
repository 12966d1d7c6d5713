import { writeFileSync } from 'node:fs';
import { scenariosDocument } from './scenario-tables.ts';
import { tablesDocument } from './tables.ts';

// `npm run tables` writes these documents from the code. A test fails when a committed file is stale.
const documents = { 'commands-and-events.md': tablesDocument, 'scenarios.md': scenariosDocument };
for (const [file, document] of Object.entries(documents)) writeFileSync(new URL(file, import.meta.url), document());
