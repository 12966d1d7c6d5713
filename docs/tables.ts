import { eventTypes, personCommandTypes } from '#shared/contract/names.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { eventRows } from '#shared/domain/case/events/index.ts';
import { tellsOf } from '#shared/domain/case/telling/index.ts';
import { eventTitles } from '#shared/domain/event-titles.ts';
import { code, list, table } from './markdown.ts';

/** What every person can do to a case and what can happen to it, as Markdown, from the rows of commands and events. */
export function tablesDocument(): string {
  return `# Commands and events of a case

\`npm run tables\` writes this file from the rows in \`shared/domain/case/commands\` and \`shared/domain/case/events\`.

## What people can do

"Version" says that the request must name the version that the person has read (\`If-Match\`). "Rests on" lists the facts
from outside the case; for those in italics the commit checks that they are still as they were read.

${table(
  ['command', 'what it does', 'whose', 'in which stages', 'version', 'rests on', 'events'],
  personCommandTypes.map((type) => {
    const { title, whose, stages, needsVersion, facts = {}, events } = commands[type];
    return [
      code(type),
      title,
      whose,
      typeof stages === 'string' ? { open: 'while it is open', closed: 'once it is closed' }[stages] : list(stages),
      needsVersion ? 'yes' : '',
      Object.entries(facts)
        .map(([fact, use]) => (use === 'guarded' ? `_${fact}_` : fact))
        .join(', '),
      list(events.map(code)),
    ];
  }),
)}

## What can happen

While reviews are sealed, "sealed" events are hidden from everybody but their author, the calibration lead and HR. Events that
tell nobody have no notices; the words of the notices are in \`shared/domain/notices/texts.ts\`.

${table(
  ['event', 'what happened', 'while reviews are sealed', 'notices'],
  eventTypes.map((type) => {
    const { underSeal } = eventRows[type];
    return [code(type), eventTitles[type], underSeal, list(Object.keys(tellsOf({ type })).map(code))];
  }),
)}
`;
}
