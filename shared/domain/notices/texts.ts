import { machineIn, type Outcome, type ProposalMatter } from '../../contract/names.ts';
import type {
  AddressNotice,
  CaseNotice,
  ChangeNotice,
  ConfirmationNotice,
  NoticeTemplate,
  PushedNotice,
  RecoveryNotice,
} from '../../contract/notices.ts';
import type { CaseStage } from '../../contract/workflow.ts';
import { dueWords, minuteWords } from '../calendar/words.ts';
import { capital, outcomeTitles, stageTitles } from '../words.ts';

/** A notice in words. */
export interface NoticeText {
  subject: string;
  sentences: string[];
}

/** The pieces from which the sentences are made. */
interface Wording {
  /** `your case`, or `Ada Number’s case`. */
  theCase: string;
  engineer: string;
  /** `from L2 to L3`, or `for another track at L4`. */
  change: string;
  isOwn: boolean;
  stage: CaseStage | null;
  /** The title of the stage. */
  step: string;
  /** ` is due on 5 December 2026`, with the zone of the case if the reader’s differs, or empty if there is no due day. */
  due: (is: string) => string;
  /** By when the case ends by itself, as a sentence, or empty if it does not. */
  lapse: string;
  /** `5 December 2026 at 09:00 GMT+7`, or empty if there is no due day. */
  moment: string;
  people: string;
  outcome: Outcome | null;
  /** The outcome before it was corrected. */
  was: Outcome | null;
  waived: boolean;
}

type Said = 'to' | 'template' | 'at' | 'data';
type OfCase = Pick<CaseNotice, Said> | Pick<ConfirmationNotice, Said>;

/** The words of a notice for its recipient, in their time zone. `nameOf` gives the name of a person by id. */
export function textOf(
  notice: OfCase | Pick<ChangeNotice | RecoveryNotice | PushedNotice | AddressNotice, Said>,
  nameOf: (personId: string) => string,
  readerZone: string,
): NoticeText {
  const [subject, ...sentences] = wordsOf(notice, nameOf, readerZone);
  return { subject: lineOf(subject), sentences: sentences.filter(Boolean).map(lineOf) };
}

type Words = [subject: string, ...sentences: string[]];

function wordsOf(
  notice: Parameters<typeof textOf>[0],
  nameOf: (personId: string) => string,
  readerZone: string,
): Words {
  if ('recovered' in notice.data) return wordsOfRecovery(notice.to, notice.data, nameOf);
  if ('pushed' in notice.data) return wordsOfPushed(nameOf(notice.data.pushed));
  if ('readdressed' in notice.data) return wordsOfAddress(senderWords(notice.data.by, nameOf));
  if ('kind' in notice.data) return wordsOfChange(notice as Pick<ChangeNotice, Said>, nameOf);
  return wordsOfCase(notice as OfCase, nameOf, readerZone);
}

/** The words for everybody of HR, and for the person, when the operator named somebody of HR or let them sign in. */
function wordsOfRecovery(
  to: string,
  { recovered, letIn }: RecoveryNotice['data'],
  nameOf: (personId: string) => string,
): Words {
  const [who, name] = to === recovered ? ['You are', 'you'] : [`${nameOf(recovered)} is`, nameOf(recovered)];
  if (letIn)
    return [
      `${to === recovered ? 'You' : name} can sign in again, by the operator of Rungs`,
      `Whoever runs Rungs took away what kept ${name} from signing in, without two people of HR.`,
      'That is for the day on which no two people of HR can sign in. If you do not know why it was done, please ask at once.',
    ];
  return [
    `${who} of HR, named by the operator of Rungs`,
    `Whoever runs Rungs gave ${name} the role of HR, without two people of HR.`,
    'That is for the day on which no two people of HR can sign in. If you do not know why it was done, please ask at once.',
  ];
}

/** The words for HR when something waits that an identity system pushed. They do not say what. */
function wordsOfPushed(name: string): Words {
  return [
    `An identity system pushed a change of ${name}, which waits for HR`,
    'It does not apply before HR has decided. If it says that the person has left, they cannot sign in until then.',
  ];
}

/** The words for a person whose mail address one person of HR or a machine has changed. They go to the old and the new one. */
function wordsOfAddress(who: string): Words {
  return [
    'Your mail address in the directory has changed',
    `${who} changed it. Rungs writes to the new address from now on.`,
    'If something is wrong, please tell HR.',
  ];
}

/** Who did something: a person, or a machine. */
function senderWords(by: string, nameOf: (personId: string) => string): string {
  const machine = machineIn(by);
  return machine === null ? nameOf(by) : `The machine ${machine}`;
}

function wordsOfCase(
  { to, template, at, data }: OfCase,
  nameOf: (personId: string) => string,
  readerZone: string,
): Words {
  const { engineerId, dueAt, timeZone } = data;
  const {
    transition,
    stage,
    outcome,
    was = null,
    people,
    waived = false,
    lapsesAt,
  } = 'transition' in data ? data : nothingOfACase;
  const isOwn = to === engineerId;
  const engineer = nameOf(engineerId);
  const [from = '', into = ''] = transition.split('-');
  return texts[template]({
    isOwn,
    engineer,
    outcome,
    was,
    waived,
    stage,
    theCase: isOwn ? 'your case' : `${engineer}’s case`,
    change: from === into ? `for another track at ${from}` : `from ${from} to ${into}`,
    step: stage ? stageTitles[stage] : 'the step',
    due: (is) => (dueAt ? ` ${dueAt < at ? 'was due' : is} on ${dueWords(dueAt, timeZone, readerZone)}` : ''),
    lapse: lapsesAt
      ? `If ${stage ? stageTitles[stage] : 'the step'} is not done by ${dueWords(lapsesAt, timeZone, readerZone)}, the case ends by itself.`
      : '',
    moment: dueAt ? minuteWords(dueAt, timeZone) : '',
    people: andList(people.map(nameOf)),
  });
}

const nothingOfACase = {
  transition: '',
  stage: null,
  outcome: null,
  was: undefined,
  people: [],
  waived: false,
  lapsesAt: undefined,
};

/** What a person no longer owes who lost a part of this stage. It is the same whether they have written a review or not. */
const owedNoMore: { [stage in CaseStage]?: string } = {
  calibration: 'A review of yours that is still sealed does not count any more.',
  attestation: 'Nobody waits for your answer about the talk any more.',
  'sign-off': 'Nobody waits for your signature any more.',
};

const nothingMore = 'You have nothing more to do there.';

const texts: Record<NoticeTemplate, (wording: Wording) => Words> = {
  'case-opened': ({ change }) => [
    'A case was opened for you',
    `A case ${change} was opened for you.`,
    'Its page shows your first step. By taking it you agree to the case.',
    'If the time is not right, you can withdraw the case there.',
  ],
  'step-open': ({ theCase, change, step, due }) => [
    `${step}: your turn in ${theCase}`,
    `${step} is open in ${theCase} ${change}, and it is your turn.`,
    due('is due') && `Your step${due('is due')}.`,
  ],
  reminder: ({ theCase, change, step, due, lapse }) => [
    `Reminder: ${step} in ${theCase}`,
    `Your step in ${step} of ${theCase} ${change} is still open.`,
    due('is due') && `It${due('is due')}.`,
    lapse,
    'If you need more time, tell the lead of the case or HR. If another person should take the step over, tell HR.',
  ],
  escalation: ({ theCase, change, step, due, people }) => [
    `Overdue: ${step} in ${theCase}`,
    `A step in ${step} of ${theCase} ${change} is overdue${due('is due') && `: it${due('was due')}`}.`,
    people && `It is owed by ${people}.`,
    'Please ask whether the person needs help, or whether another person should take the step over.',
  ],
  'deadline-extended': ({ theCase, change, step, due }) => [
    `More time for ${step} in ${theCase}`,
    `There is more time for ${step} in ${theCase} ${change}.`,
    due('is due') && `It now${due('is due')}.`,
  ],
  'window-closed': ({ theCase, change, due }) => [
    `The signatures in ${theCase} have no window`,
    `The signatures in ${theCase} ${change} cannot be given: their window is over, or there is none.`,
    'Please say on the page of the case how it goes on: allow another time, put it into the next cycle, or cancel it.',
    due('is due') && `Your answer${due('is due')}.`,
  ],
  'window-moved': ({ theCase, change, step, due }) => [
    `Another due day for ${step} in ${theCase}`,
    `HR has changed the window for ${step} in ${theCase} ${change}.`,
    due('is due') && `It now${due('is due')}.`,
  ],
  'panel-appointed': ({ change, people, moment }) => [
    'Reviewers of your case were named',
    `These people will write reviews in your case ${change}: ${people}.`,
    `You can object to each of them until ${moment}.`,
    'If you accept them, say so on the page of the case, and the reviews begin at once.',
  ],
  'part-given': ({ theCase, change, step, moment }) => [
    `You have a part in ${theCase}`,
    `You were given a part in ${theCase} ${change}: ${step}.`,
    moment && `It begins on ${moment}.`,
    'Its page shows what you have to do, and when. If you are not impartial, or cannot do it, say so there.',
  ],
  'part-taken': ({ theCase, change, step, stage }) => [
    `A part in ${theCase} is no longer yours`,
    `Your part in ${step} of ${theCase} ${change} is no longer yours.`,
    (stage && owedNoMore[stage]) ?? '',
    'You have nothing more to do in that part.',
  ],
  'part-vacant': ({ theCase, change, step }) => [
    `A part in ${theCase} is vacant`,
    `A part in ${step} of ${theCase} ${change} is vacant.`,
    'Please name a person for it on the page of the case, so that the case can go on.',
  ],
  'objection-raised': ({ engineer, change }) => [
    `An objection of ${engineer} waits for an answer`,
    `${engineer} objects to a person who takes part in their case ${change}.`,
    'The reason is on the page of the case. Please answer it there.',
    'Until then this person goes on. If you replace them, what they did does not count.',
  ],
  'objection-answered': ({ change, people, moment, stage, step }) => [
    'Your objection was answered',
    `Your objection in your case ${change} was answered.`,
    'The answer and its reason are on the page of the case.',
    stage ? `What this person did does not count any more. Your case goes back to an earlier stage: ${step}.` : '',
    people && `New among the reviewers: ${people}. You can object until ${moment}.`,
  ],
  delegated: ({ theCase, change, people, moment }) => [
    `You act for ${people} in ${theCase}`,
    `${people} asks you to act for them in ${theCase} ${change}, until ${moment}.`,
    'The page of the case shows what that covers.',
  ],
  'delegation-ended': ({ theCase, change }) => [
    `You no longer act for another person in ${theCase}`,
    `You no longer act for another person in ${theCase} ${change}.`,
    'You have nothing more to do there for them.',
    // The same sentence always, because another one would tell what became of a sealed review.
    'If another person gets the part, a sealed review that you wrote for it no longer counts.',
  ],
  'delegate-lost': ({ theCase, change, people }) => [
    `${people} no longer acts for you in ${theCase}`,
    `${people} can no longer act for you in ${theCase} ${change}.`,
    'If your part is still open, you do it yourself again, or let another person act for you.',
  ],
  // It says nothing of a case: the person who is asked has no part in one.
  'confirmation-asked': ({ engineer, due }) => [
    `A question of ${engineer} about your team`,
    `${engineer} says that your team has adopted a piece of their work.`,
    'Please say whether that is so. It is one question, and you can say that it is not yours to answer.',
    due('is due') && `Your answer${due('is due')}.`,
  ],
  'confirmer-owed': ({ change, due }) => [
    'Please name another person who can confirm your evidence',
    `The person whom you named has not confirmed that their team has adopted a piece of evidence of your case ${change}.`,
    `Please name another person of that team on the page of the case${due('is due') && `; the name${due('is due')}`}.`,
    'After that a lead of the team is asked.',
  ],
  'confirmation-answered': ({ change }) => [
    'A question about your evidence was answered',
    `A person answered whether their team has adopted a piece of evidence of your case ${change}.`,
    'The answer is on the page of the case.',
  ],
  'consensus-owed': ({ theCase, change, due }) => [
    `Please record the consensus in ${theCase}`,
    `All reviews in ${theCase} ${change} are in, and you can read them.`,
    `Please record the consensus${due('is due') && `; calibration${due('is due')}`}.`,
  ],
  'waiver-given': ({ theCase, change, due }) => [
    `A waiver in ${theCase} waits for your answer`,
    `A requirement in ${theCase} ${change} was waived. It counts only if you confirm it.`,
    `Unless evidence meets it, the engineer cannot hand in the portfolio before that${due('is due') && `; it${due('is due')}`}.`,
  ],
  'waiver-answered': ({ theCase, change, lapse }) => [
    `A waiver in ${theCase} was answered`,
    `The waiver of a requirement in ${theCase} ${change} was answered.`,
    'The page of the case says whether it counts.',
    lapse,
  ],
  'waiver-lost': ({ theCase, change, lapse }) => [
    `A waiver in ${theCase} does not count any more`,
    `The waiver of a requirement in ${theCase} ${change} does not count any more, because of a conflict of interest.`,
    'The page of the case says what is missing.',
    lapse,
  ],
  returned: ({ change, step, stage }) => [
    `Your case goes back to ${step}`,
    `Your case ${change} goes back to ${step}.`,
    stage === 'calibration'
      ? 'Those who calibrate read what must be looked at again, and why. You need not do anything.'
      : 'Its page shows what must be looked at again, and why.',
  ],
  'question-asked': ({ change, step, due }) => [
    'You are asked a question in your case',
    `In ${step} of your case ${change} somebody has a question for you.`,
    `It is on the page of the case. The case goes on meanwhile${due('is due') && `; your answer${due('is due')}`}.`,
  ],
  'question-answered': ({ theCase, change, step }) => [
    `A question in ${theCase} was answered`,
    `The engineer answered a question that was put in ${step} of ${theCase} ${change}.`,
    'The answer is on the page of the case.',
  ],
  recalled: ({ theCase, change }) => [
    `A signature in ${theCase} was taken back`,
    `A signer of ${theCase} ${change} has taken their signature back, so the case is with its signers again.`,
    'You no longer have to decide on the exception.',
  ],
  'exception-over': ({ theCase, change }) => [
    `The signers of ${theCase} sign again`,
    `What the signers of ${theCase} ${change} had approved has changed, so the case is with them again.`,
    'You no longer have to decide on the exception.',
  ],
  outcome: ({ outcome, waived, change }) => [
    'Your case has an outcome',
    ...((outcome && outcomes[outcome]?.(change)) || [`Your case ${change} has ended.`]),
    waived ? 'A requirement of its portfolio was waived.' : '',
    'Its page shows everything that was said and decided and that you are allowed to read.',
  ],
  closed: ({ theCase, engineer, change }) => [
    `The case of ${engineer} is closed`,
    `${theCase} ${change} is closed. Thank you for your part in it.`,
    nothingMore,
  ],
  corrected: ({ isOwn, theCase, change, outcome, was, people }) => [
    `The outcome of ${theCase} was corrected`,
    `The outcome of ${theCase} ${change} was wrong, and ${people || 'two people'} corrected it for HR.`,
    was ? `It was: ${outcomeTitles[was]}.` : '',
    outcome ? `It is now: ${outcomeTitles[outcome]}.` : '',
    isOwn ? 'The reason is on its page, and what you can do now.' : nothingMore,
  ],
  lapsed: ({ isOwn, theCase, change }) => [
    isOwn ? 'Your case has lapsed' : `${theCase} has lapsed`,
    `${theCase} ${change} has ended because its time ran out.`,
    isOwn ? 'That says nothing about your work. Its page shows when you can open another case.' : nothingMore,
  ],
  cancelled: ({ isOwn, theCase, change }) => [
    `${theCase} was cancelled`,
    `${theCase} ${change} was cancelled.`,
    isOwn ? 'The reason is on its page. It is not a judgement of your work.' : nothingMore,
  ],
  withdrawn: ({ theCase, engineer, change }) => [
    `${theCase} was withdrawn`,
    `${engineer} has withdrawn their case ${change}.`,
    nothingMore,
  ],
  stopped: ({ isOwn, theCase, change }) => [
    `${theCase} stands still`,
    `${theCase} ${change} stands still, because ${isOwn ? 'your record' : 'the engineer’s record'} in the directory has changed.`,
    'Its due days move on by as many days. HR says how it goes on. There is nothing that you have to do.',
  ],
  resumed: ({ theCase, change, step, due }) => [
    `${theCase} goes on`,
    `${theCase} ${change} goes on where it stood: ${step}.`,
    due('is due') && `It${due('is due')}.`,
  ],
  overtaken: ({ isOwn, theCase, change, outcome }) => [
    `${theCase} has ended`,
    `HR has ended ${theCase} ${change}, because ${isOwn ? 'your record' : 'the engineer’s record'} in the directory has changed.`,
    outcome === 'promotion-not-carried-out' && isOwn ? 'It was approved, but the new level was not given.' : '',
    isOwn ? 'The reason is on its page. It is not a judgement of your work.' : nothingMore,
  ],
  'appeal-lodged': ({ engineer, change }) => [
    `An appeal of ${engineer} waits for an answer`,
    `${engineer} appeals against the outcome of their case ${change}.`,
    'Its ground and reasons are on the page of the case. Please decide on it there.',
  ],
  'appeal-decided': ({ change, people, moment }) => [
    'Your appeal was decided',
    `Your appeal in your case ${change} was decided.`,
    'The decision and its reasons are on the page of the case.',
    people && `New among the reviewers: ${people}. You can object until ${moment}.`,
  ],
};

const outcomes: Partial<Record<Outcome, (change: string) => string[]>> = {
  promoted: (change) => [`Congratulations: you are promoted ${change}.`],
  'promoted-with-exception': (change) => [
    `Congratulations: you are promoted ${change}, with an exception.`,
    'Its page says which criterion was not met, and why the people who decided approved all the same.',
  ],
  'not-promoted': (change) => [
    `Your case ${change} has ended without a promotion this time.`,
    'Its page has the reasons, what would change them, and what you can do now.',
  ],
  'no-seat': (change) => [
    `In your case ${change} you met the bar, but no seat was free.`,
    'You are on the waiting list for the next free seat.',
  ],
  'track-changed': (change) => [`Your case ${change} is confirmed: you have changed your track.`],
  stayed: (change) => [`Your case ${change} has ended, and you stay on your track.`],
};

/** The words of a notice about a change that takes two people. The reason is on its page only. */
function wordsOfChange({ to, template, data }: Pick<ChangeNotice, Said>, nameOf: (personId: string) => string): Words {
  const { kind, of, matters, by, about } = data;
  const what = {
    person: to === of ? 'your record in the directory' : `the record of ${nameOf(of)} in the directory`,
    'sign-in-end': to === of ? 'how you sign in' : `how ${nameOf(of)} signs in`,
    leave: to === of ? 'your leave' : `the leave of ${nameOf(of)}`,
    calendar: `the working calendar of ${of}`,
    cycle: `the cycle ${of}`,
    'cycle-close': `the cycle ${of}`,
    import: 'people in the directory, by a file',
    'issuer-move': 'how people sign in, by a mapping file',
    'issuer-move-end': 'how people sign in: a mapping file counts no more',
    'correct-outcome': about ? `the outcome of the case of ${nameOf(about)}` : 'the outcome of a closed case',
  }[kind];
  const machine = machineIn(by);
  const concerns = andList(matters.map((matter) => concernWords[matter]));
  if (kind === 'leave') return wordsOfLeave(template, nameOf(of));
  switch (template) {
    case 'change-proposed':
      if (machine !== null)
        return [
          'A file of people waits for HR',
          `The machine ${machine} has sent a file of people, and it was checked.`,
          'Its page says what it would change. Please confirm or refuse it there.',
        ];
      return [
        'A change waits for a second person',
        `${nameOf(by)} proposes a change of ${what}. It concerns ${concerns}.`,
        'The reason is on its page. Please confirm or refuse it there.',
      ];
    case 'change-confirmed':
      if (kind === 'import' || kind === 'issuer-move')
        return [
          'A file was confirmed',
          `A second person has confirmed the file of ${senderWords(by, nameOf)}, and it is being carried out.`,
          'You are told when that has ended.',
        ];
      // Somebody who joins by a file hears of Rungs for the first time.
      if (to === of && matters.length === 1 && matters[0] === 'joins-above-first-level')
        return [
          'You were added to Rungs',
          'HR has added you to Rungs, where promotions are decided.',
          'If the level that it shows is wrong, please tell HR.',
        ];
      return [
        `Two people have changed ${what}`,
        `${what} has changed. It concerns ${concerns}.`,
        `${senderWords(by, nameOf)} proposed it, and a second person confirmed it. If something is wrong, please tell HR.`,
      ];
    case 'change-applied':
      return [
        ...(kind === 'import'
          ? ([
              'The work on a file of people has ended',
              'The work on a file of people that you have decided on has ended.',
            ] as const)
          : ([
              'The work on a mapping file has ended',
              'The work on the mapping file that you have decided on has ended.',
            ] as const)),
        'Its page says what was done, and which rows are left and why.',
      ];
    case 'change-refused':
      return [
        'Your proposal was refused',
        `Your proposal to change ${what} was refused.`,
        'The reason is on its page.',
      ];
    case 'change-expired':
      return [
        'Your proposal has expired',
        `Nobody has decided in time on your proposal to change ${what}. Nothing has changed.`,
        'If it is still needed, please propose it again.',
      ];
  }
}

/** The words about leave that a person asked for. When it is stands on its page only. */
function wordsOfLeave(template: ChangeNotice['template'], who: string): Words {
  switch (template) {
    case 'change-proposed':
      return [
        `${who} asks for leave`,
        `${who} asks HR to enter when they are away.`,
        'Its page says when. Please confirm or refuse it there.',
      ];
    case 'change-confirmed':
    case 'change-applied':
      return [
        'Your leave is entered',
        'HR has entered when you are away, as you asked.',
        'What you owe as the engineer of a case waits meanwhile.',
      ];
    case 'change-refused':
      return ['Your leave was refused', 'HR has not entered your leave.', 'The reason is on the page of your leave.'];
    case 'change-expired':
      return [
        'Nobody has decided on your leave',
        'You asked HR to enter your leave, and nobody decided in time. It is not entered.',
        'If you still need it, please ask again.',
      ];
  }
}

const concernWords: Record<ProposalMatter, string> = {
  leave: 'when they are away',
  roles: 'roles',
  level: 'ladder, level or track',
  'joins-above-first-level': 'a start above the first level',
  line: 'the reporting line',
  shared: 'a record that many cases share',
  outcome: 'an outcome that was wrong',
  mail: 'the mail address',
  'employee-number': 'the employee number',
  'sign-in': 'a sign-in that counts no more',
  issuer: 'accounts of another issuer',
  import: 'the records of everybody in a file',
};

function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** One line that begins with a capital. A name can contain line breaks; a line of a mail must not. */
function lineOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return capital(line);
}
