import { scenariosByKind } from '#infra/local/scenarios/all.ts';
import { capital } from '#shared/domain/words.ts';
import { code, table } from './markdown.ts';

/** What `npm run walk` can walk, as Markdown, from the scenarios themselves. */
export function scenariosDocument(): string {
  const kinds = Object.entries(scenariosByKind).map(([kind, scenarios]) => {
    const rows = Object.entries(scenarios).map(([name, { about, advancesClock }]) => [
      code(name),
      about,
      advancesClock ? 'yes' : '',
    ]);
    return `## ${capital(kind)}\n\n${table(['scenario', 'what it shows', 'moves the clock'], rows)}\n`;
  });
  return `# Scenarios

\`npm run tables\` writes this file from the scenarios in \`infra/local/scenarios\`. \`npm run walk -- --scenario NAME\` walks one;
[commands.md](commands.md) has the options.

${kinds.join('\n')}`;
}
