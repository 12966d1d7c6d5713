import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './document.ts';

// Writes the document that the API serves: `npm run openapi`. A test keeps the committed file fresh.
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(openApiDocument(version))}\n`);
