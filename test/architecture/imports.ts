import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** The sources of a folder, by their paths from the root. */
export function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}

/** Every import of a folder's sources, ours by path from the root, others by package name. */
export function importsOf(folder: string): Import[] {
  return sourcesOf(folder).flatMap((from) => {
    const text = readFileSync(join(root, from), 'utf8');
    return [...text.matchAll(/(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g)].map(
      (found) => {
        const target = found[2] ?? found[3] ?? '';
        const to = target.startsWith('#')
          ? target.slice(1)
          : target.startsWith('.')
            ? relative(root, resolve(root, from, '..', target))
            : target;
        return { from, to, typeOnly: found[1] !== undefined };
      },
    );
  });
}
