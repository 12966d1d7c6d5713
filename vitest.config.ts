import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import type { InlineConfig } from 'vitest/node';
import { filesByLevel, sampleOf } from './test/levels.ts';
import { extent } from './test/support/extent.ts';

// A file that is named after `npx vitest run` is always found: only `npm test` leaves files out.
const files = process.env.RUNGS_TESTS === 'sample' ? sampleOf(filesByLevel()) : filesByLevel();

// Files of a project share its processes: starting one and loading the modules again costs more than most tests. The long
// run shows that no file needs what another one left behind.
const project = (name: string, include: string[], more: InlineConfig = {}) => ({
  extends: true as const,
  test: { name, include, isolate: extent === 'long', ...more },
});

export default defineConfig({
  test: {
    // Vitest would take one process less than there are cores.
    maxWorkers: Math.max(2, availableParallelism()),
    // Each project starts processes of its own and loads the modules again. So there are only as many as are needed.
    projects: [
      project('stack', [...files.browser, ...files.stack], { globalSetup: './test/support/seed.ts' }),
      project('shared', [...files.cdk, ...files.store, ...files.unit]),
      project('isolated', files.isolated, { isolate: true }),
    ],
    sequence: { shuffle: { files: extent === 'long' } },
    reporters: ['default', './test/support/count-reporter.ts'],
    // The SDK says at every start that a later version of it will want a newer Node.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Long enough for a machine that does other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
