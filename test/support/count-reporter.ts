import type { Reporter, TestModule } from 'vitest/node';
import { extent, sampleNumber } from './extent.ts';

/**
 * Ends a run with plain lines: the seed of the sample, and how many tests passed and failed. A file that could not be loaded
 * or prepared, so that none of its tests ran, counts as one failed test.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
      if (module.state() === 'failed' && failed === before) failed += 1;
    }
    const sample = `A sample was run; RUNGS_SAMPLE=${sampleNumber} draws it again.\n`;
    const said = `\n${extent === 'sample' ? sample : ''}${passed} passed, ${failed} failed\n`;
    process.on('exit', () => process.stdout.write(said));
  }
}
