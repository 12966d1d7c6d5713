import { stringify } from 'csv-stringify/sync';
import type { Chance } from '#infra/local/load/chance.ts';

/** A made-up company that moves in: the files that its people of HR write, as docs/how-to/move-in.md says. */
export interface Company {
  /** `organisation.yaml`. */
  organisation: string;
  /** `people.csv` beside it, with the people of HR alone. */
  first: string;
  /** Everybody, people of HR included, as a spreadsheet writes it: semicolons and a byte order mark. */
  everybody: string;
  /** The same, but the level of one person is one that their ladder has not. */
  faulty: string;
  /** Where the fault is. */
  fault: { row: number; column: string };
  people: Member[];
  /** An engineer of Lisboa at L2 and the leads of their line, and a person of HR who is limited to Lisboa. */
  cast: { engineer: Member; techLead: Member; odcLead: Member; limited: Member };
}

/** A row of the file. Leads are named by their mail address, as no row has an id. */
interface Member {
  'Employee number': string;
  Name: string;
  Mail: string;
  ODC: string;
  Team: string;
  Roles: string;
  'HR for': string;
  Ladder: string;
  Level: string;
  Track: string;
  'Level since': string;
  'Tech lead': string;
  'ODC lead': string;
  'Head of department': string;
  'Delivery director': string;
  Away: string;
  /** A column that nothing of Rungs reads. */
  'Cost centre': string;
}

const size = 300;
const ofHr = 3;

const lisboa = { name: 'Lisboa', timeZone: 'Europe/Lisbon' };
const odcs = [
  lisboa,
  { name: 'Đà Nẵng', timeZone: 'Asia/Ho_Chi_Minh' },
  { name: 'São Paulo', timeZone: 'America/Sao_Paulo' },
];
const office = { name: 'Head office', timeZone: 'Europe/Berlin' };

const first =
  'Zoë Łukasz Ngọc Jürgen Chloé Søren İpek Ana-Lúcia Tomáš Mónica Bjørn Thảo Émile Nuno Ayşe Dmytro Kwame Sinéad Ivana Rémi'.split(
    ' ',
  );
const last =
  'Müller Gonçalves Nguyễn Ørsted Őszi García O’Brien Dvořák Şahin Śliwa Mbeki Hoàng Lefèvre Šimić Ferreira Strauß Đặng Larsen'.split(
    ' ',
  );

const ladder = 'software-engineer-track';
type Standing = readonly [level: string, track: string];

/** The levels of a team of ten, beside its tech lead. */
const levels: Standing[] = [
  ['L1', ''],
  ['L2', ''],
  ['L2', ''],
  ['L1', ''],
  ['L3', ''],
  ['L2', ''],
  ['L4', 'principal-engineer'],
  ['L2', ''],
  ['L3', ''],
];
const leading: Standing = ['L4', 'tech-lead'];
/** One more than there are seats: a company moves in as it is. */
const atL5 = ['solution-architect', 'solution-architect', 'distinguished-engineer'];

/** A company of 300 people, on the day `now`. */
export function companyOn(now: Date, chance: Chance): Company {
  const day = (days: number) => new Date(now.getTime() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const people: Member[] = [];
  const names = namesBy(chance);
  const add = (more: Partial<Member> & Pick<Member, 'ODC' | 'Team' | 'Roles'>): Member => {
    const number = String(people.length + 1).padStart(4, '0');
    const member = {
      'Employee number': `E-${number}`,
      Name: names(),
      Mail: `p${number}@example.com`,
      'HR for': '',
      Ladder: '',
      Level: '',
      Track: '',
      'Level since': '',
      'Tech lead': '',
      'ODC lead': '',
      'Head of department': '',
      'Delivery director': '',
      Away: '',
      'Cost centre': String(4000 + chance.below(20)),
      ...more,
    };
    people.push(member);
    return member;
  };
  const engineer = ([level, track]: Standing) => ({
    Ladder: ladder,
    Level: level,
    Track: track,
    'Level since': day(-400 - chance.below(900)),
  });
  for (let at = 0; at < ofHr; at++) add({ ODC: office.name, Team: 'People', Roles: 'hr' });
  const limited = add({ ODC: lisboa.name, Team: 'People', Roles: 'hr', 'HR for': lisboa.name });
  const director = add({ ODC: office.name, Team: 'Delivery', Roles: 'delivery-director' });
  const head = add({
    ODC: office.name,
    Team: 'Delivery',
    Roles: 'head-of-department',
    'Delivery director': director.Mail,
  });
  const top = { 'Head of department': head.Mail, 'Delivery director': director.Mail };
  const leads = odcs.map(({ name }) =>
    add({ ODC: name, Team: `Lead of ${name}`, Roles: 'engineer, odc-lead', ...engineer(leading), ...top }),
  );
  for (const [at, track] of atL5.entries())
    add({ ODC: odcs[at]?.name ?? '', Team: 'Architecture', Roles: 'engineer', ...engineer(['L5', track]), ...top });
  let techLead: Member | undefined;
  for (let at = 0; people.length < size; at++) {
    const team = Math.floor(at / 10);
    const odcLead = leads[team % odcs.length];
    const within = { ODC: odcLead?.ODC ?? '', Team: `Team ${team + 1}`, ...top, 'ODC lead': odcLead?.Mail ?? '' };
    if (at % 10 === 0) techLead = add({ ...within, Roles: 'engineer, tech-lead', ...engineer(leading) });
    else
      add({
        ...within,
        Roles: 'engineer',
        ...engineer(levels[(at % 10) - 1] ?? leading),
        'Tech lead': techLead?.Mail ?? '',
      });
  }
  const byMail = (mail: string) => people.find((one) => one.Mail === mail) as Member;
  const cast = people.find((one) => one.Level === 'L2') as Member;
  const others = people.filter((one) => one.Level === 'L2' && one.Team !== cast.Team);
  chance.one(others).Away = `${day(20)}/${day(40)}; ${day(200)}/${day(210)}`;
  const wrong = chance.one(others);
  // Whoever leads comes last: a file of people is in no order.
  const rows = people.toReversed();
  const columns = Object.keys(cast);
  const file = (list: Member[]) =>
    `\ufeff${stringify(list, { header: true, delimiter: ';', record_delimiter: '\r\n' })}`;
  return {
    organisation: `people: people.csv\nodcs:\n${[...odcs, office].map((odc) => `  - { name: ${odc.name}, timeZone: ${odc.timeZone} }\n`).join('')}`,
    first: file(people.slice(0, ofHr)),
    everybody: file(rows),
    faulty: file(rows.map((one) => (one === wrong ? { ...one, Level: 'L7' } : one))),
    // The first row has the headings.
    fault: { row: rows.indexOf(wrong) + 2, column: `${letterOf(columns.indexOf('Level'))} (Level)` },
    people,
    cast: { engineer: cast, techLead: byMail(cast['Tech lead']), odcLead: byMail(cast['ODC lead']), limited },
  };
}

/** Names of which no two are the same. */
function namesBy(chance: Chance): () => string {
  const left = first.flatMap((one) => last.map((other) => `${one} ${other}`));
  return () => left.splice(chance.below(left.length), 1)[0] as string;
}

/** What spreadsheets call one of the first 26 columns. */
const letterOf = (at: number) => String.fromCharCode('A'.charCodeAt(0) + at);
