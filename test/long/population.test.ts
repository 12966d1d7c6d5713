import { expect, test } from 'vitest';
import { by } from '#test/support/extent.ts';
import { Population } from './support/population.ts';
import type { Report } from './support/report.ts';

const wanted = by({ sample: 20, all: 100, long: 10_000 });
const firstSeed = Number(process.env.RUNGS_SEED ?? 1);

test(
  `${wanted} years of cases in which everything goes wrong: every case ends, and no decision is lost or made twice`,
  async () => {
    const begun = performance.now();
    const sum: Report = {
      cases: 0,
      caseYears: 0,
      commands: 0,
      deadEnds: 0,
      killed: 0,
      events: 0,
      outcomes: {},
      turns: {},
      faults: [],
      daysToEnd: 0,
    };
    let seed = firstSeed;
    for (; sum.caseYears < wanted; seed++) {
      const one = await Population.live(seed, 365);
      expect(one.faults, `seed ${seed}`).toEqual([]);
      sum.cases += one.cases;
      sum.caseYears += one.caseYears;
      sum.commands += one.commands;
      sum.deadEnds += one.deadEnds;
      sum.killed += one.killed;
      sum.events += one.events;
      sum.daysToEnd = Math.max(sum.daysToEnd, one.daysToEnd);
      if (Math.floor(sum.caseYears / 1000) > Math.floor((sum.caseYears - one.caseYears) / 1000))
        console.log(`${Math.floor(sum.caseYears)} case-years, ${sum.cases} cases, up to seed ${seed}: no fault`);
      for (const [turn, count] of Object.entries(one.turns)) sum.turns[turn] = (sum.turns[turn] ?? 0) + count;
      for (const [outcome, count] of Object.entries(one.outcomes))
        sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + count;
    }
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`Population, seeds ${firstSeed} to ${seed - 1}, ${seconds} s: ${JSON.stringify(sum)}`);
    // The company is small, so that everybody who could take a part sometimes has another one.
    expect(sum.deadEnds).toBeLessThan(Math.max(2, sum.cases / 100));
    expect(Object.keys(sum.outcomes)).toEqual(
      expect.arrayContaining(['promoted', 'not-promoted', 'withdrawn', 'lapsed']),
    );
    const turns = ['signed-off return', 'appeal-made', 'appeal-decided', 'escalated'];
    const rare = ['deadline-extended', 'slot-substituted', 'execution-restarted', 'delegated', 'engineer-away'];
    // Everything that the test is about has come about; which rare turns a sample comes to is chance.
    expect(Object.keys(sum.turns)).toEqual(expect.arrayContaining([...turns, ...by({ sample: [], all: rare })]));
  },
  6 * 3600 * 1000,
);
