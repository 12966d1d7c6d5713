import { writeFileSync } from 'node:fs';
import { keyOf, type Synthesized, synthesizeDefinition, synthesizedFile } from '../workflow/synthesize.ts';
import { localNames } from './names.ts';

// `npm run definition` writes the definition that the local stack starts with. A test fails if the committed file is
// old.
const synthesized: Synthesized = { key: keyOf(localNames), definition: await synthesizeDefinition(localNames) };
writeFileSync(synthesizedFile, `${JSON.stringify(synthesized)}\n`);
