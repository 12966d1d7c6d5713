import { writeFileSync } from 'node:fs';
import { keyOf, type Synthesized, synthesizeDefinition, synthesizedFile } from '../workflow/synthesize.ts';
import { localNames } from './names.ts';

// Writes the definition that the local stack starts with: `npm run definition`. A test keeps the committed file fresh.
const synthesized: Synthesized = { key: keyOf(localNames), definition: await synthesizeDefinition(localNames) };
writeFileSync(synthesizedFile, `${JSON.stringify(synthesized)}\n`);
