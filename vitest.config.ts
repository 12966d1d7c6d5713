import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { filesByLevel, levelNames } from './test/levels.ts';
import { extent } from './test/support/extent.ts';

const files = filesByLevel(extent);
// Before any test reads it. The reporter says at the end which number it was.
process.env.RUNGS_SAMPLE ??= String(randomInt(1_000_000));

export default defineConfig({
  test: {
    // Vitest would take one process less than there are cores.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: levelNames.map((level) => ({
      extends: true,
      test: {
        name: level,
        include: files[level],
        // Files share a process: starting one and loading the modules anew costs more than most tests. The long run
        // shows that none of them needs what another one left behind.
        isolate: level === 'isolated' || extent === 'long',
        globalSetup: level === 'stack' || level === 'browser' ? './test/support/seed.ts' : [],
      },
    })),
    sequence: { shuffle: { files: extent === 'long' } },
    reporters: ['default', './test/support/count-reporter.ts'],
    // The SDK says at every start that a later version of it will want a newer Node.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Long enough for a machine that does other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
