import { afterEach, expect, test } from 'vitest';
import { logOf } from '#functions/runtime/logger.ts';

afterEach(() => {
  delete process.env._X_AMZN_TRACE_ID;
});

/** A logger, and the lines it writes, parsed. */
function written(): { lines: Record<string, unknown>[]; log: ReturnType<typeof logOf> } {
  const lines: Record<string, unknown>[] = [];
  const log = logOf('relay', (line) => {
    expect(line).toMatch(/^[^\n]+\n$/);
    lines.push(JSON.parse(line));
  });
  return { lines, log };
}

test('a line has its level, time, service and fields', () => {
  const { lines, log } = written();
  log.info('swept', { looked: 3 });
  log.warn('execution-restarted');
  log.error('not-settled', { caseId: 'case_1\n' });
  expect(lines).toMatchObject([
    { level: 'INFO', message: 'swept', service: 'relay', looked: 3 },
    { level: 'WARN', message: 'execution-restarted' },
    { level: 'ERROR', message: 'not-settled', caseId: 'case_1\n' },
  ]);
  for (const { timestamp } of lines) expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('a line has the trace id of its invocation, if there is one', () => {
  const { lines, log } = written();
  log.info('before');
  process.env._X_AMZN_TRACE_ID = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1';
  log.info('within');
  expect(lines.map((line) => line.xray_trace_id)).toEqual([undefined, '1-5759e988-bd862e3fe1be46a994272793']);
});
