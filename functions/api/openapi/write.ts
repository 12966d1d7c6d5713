import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './document.ts';

// `npm run openapi` writes the document that the API serves. A test fails when the committed file is stale.
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(openApiDocument(version))}\n`);
