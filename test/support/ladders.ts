import { readFileSync } from 'node:fs';
import { readLadder } from '#shared/ladders/read.ts';

const file = new URL('../../shared/ladders/software-engineer-track.yaml', import.meta.url);

/** The Software Engineer Track as it is published. */
export const softwareEngineerTrack = readLadder(readFileSync(file, 'utf8'));
