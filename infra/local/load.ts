import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { outsideOf } from '#functions/runtime/outside.ts';
import { fillWith, type Wanted } from './load/fill.ts';
import { importTable } from './load/import.ts';
import { makeFolder } from './runtime/files.ts';
import { checkFormat, databaseFile, ownFolder } from './runtime/format.ts';
import { takeFolder } from './runtime/lock.ts';
import { operatorsSettings } from './runtime/operator.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/**
 * `npm run load`: fills the table of an empty data folder with a made-up company and many cases, to see how Rungs works with
 * them: `npm start` on that folder. Says what it wrote, and how long it took.
 */
const usage = 'npm run load -- --people 20000 --cases 100000 --open 5000 [--seed 1] [--data FOLDER]';

function wantedBy(args: string[]): Wanted & { data: string } {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '200' },
      cases: { type: 'string', default: '1000' },
      open: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string', default: process.env.RUNGS_DATA_DIR ?? '.rungs' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(usage);
  const number = (name: 'people' | 'cases' | 'open' | 'seed') => {
    const given = Number(values[name]);
    if (!Number.isSafeInteger(given) || given < 0) throw new Error(`--${name} is a whole number: ${usage}`);
    return given;
  };
  const wanted = { people: number('people'), cases: number('cases'), open: number('open'), seed: number('seed') };
  if (wanted.open > wanted.cases) throw new Error(`Not more cases can be open than there are: ${usage}`);
  return { ...wanted, data: values.data };
}

const begun = performance.now();
const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);

try {
  const { data, ...wanted } = wantedBy(process.argv.slice(2));
  if (existsSync(join(data, databaseFile)))
    throw new Error(`There is data in ${data}. Choose an empty folder: ${usage}`);
  makeFolder(data);
  const letGo = takeFolder(join(data, 'lock'));
  try {
    checkFormat(data);
    ownFolder(data, true);
    const outside = outsideOf(operatorsSettings('rungs'));
    const done = await importTable(join(data, databaseFile), 'rungs', (sink) =>
      fillWith(outside, sink, wanted, (cases) => {
        if (cases % 5000 === 0) console.log(`${cases} cases after ${seconds()} s ...`);
      }),
    );
    console.log(`${done.people} people, ${done.open} open and ${done.closed} closed cases with ${done.events} events:`);
    for (const [kind, count] of [...done.byPartition].sort((one, other) => other[1] - one[1]))
      console.log(`  ${count} items in the partitions ${kind}`);
    console.log(`${done.items} items in ${seconds()} s, in ${data}. To look at them: RUNGS_DATA_DIR=${data} npm start`);
  } finally {
    letGo();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
