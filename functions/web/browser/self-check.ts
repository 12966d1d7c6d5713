import type { CompetencyScore, CriterionResult, Rating, Ratings, Score } from '#shared/contract/score.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { verdictTitles } from '#shared/domain/words.ts';
import { ids, type SelfCheckData } from './data.ts';
import { outlineOf, pointsOf } from './radar.ts';
import { summaryOf } from './summary.ts';

// The script of the self-check, the only script of the product. It loads nothing, sends nothing and stores nothing. The
// ratings exist only as choices on the page, until the form 'start' is sent.

/** How long a person pauses before a screen reader reads out the summary. */
const pauseMs = 1500;

const byId = (id: string) => document.getElementById(id) as HTMLElement;
const all = <T extends Element>(selector: string) => [...document.querySelectorAll<T>(selector)];

const { ladder, transition, track } = JSON.parse(byId(ids.data).textContent ?? '') as SelfCheckData;
const top = Math.max(...ladder.scale.map((step) => step.value));
const choices = all<HTMLInputElement>('input[data-dimension]');
const dimensions = new Set(choices.map(dimensionOf)).size;

function dimensionOf(choice: HTMLInputElement): string {
  return choice.dataset.dimension ?? '';
}

/** The current choices. */
function ratingsNow(): Ratings {
  const chosen = choices.filter((choice) => choice.checked && choice.value !== '');
  return Object.fromEntries(chosen.map((choice) => [dimensionOf(choice), ratingOf(choice.value)]));
}

const ratingOf = (value: string): Rating => (value === 'not-applicable' ? value : Number(value));

function show(): void {
  const ratings = ratingsNow();
  const result = score(ladder, { ratings, transition, ...(track ? { track } : {}) });
  if (!result.ok) throw new Error('The page offers a rating that its ladder does not have');
  const { competencies, overall, criteria } = result.score;
  competencies.forEach(showCompetency);
  showChart(competencies);
  criteria.forEach(showCriterion);
  byId(ids.overall).replaceChildren(...overallWords(overall));
  const summary = summaryOf(result.score, Object.keys(ratings).length, dimensions);
  byId(ids.progress).textContent = summary;
  readOut(summary);
}

function showCompetency({ id, value, explanation }: CompetencyScore): void {
  for (const place of all(`[data-explains="${id}"]`)) place.textContent = explanation;
  for (const place of all(`[data-value="${id}"]`)) place.textContent = value === null ? 'no value' : String(value);
}

function showChart(competencies: readonly CompetencyScore[]): void {
  const values = competencies.map((one) => one.value);
  byId(ids.own).setAttribute('d', outlineOf(values, top));
  const dots = pointsOf(values, top).flatMap((point) => {
    if (!point) return [];
    const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    for (const [name, value] of Object.entries({ cx: point.x, cy: point.y, r: 4 })) dot.setAttribute(name, `${value}`);
    return [dot];
  });
  byId(ids.dots).replaceChildren(...dots);
}

function showCriterion({ id, verdict, reason }: CriterionResult): void {
  for (const place of all(`[data-verdict="${id}"]`)) {
    place.className = `tag ${verdict}`;
    place.textContent = `${verdictTitles[verdict]}:`;
  }
  for (const place of all(`[data-reason="${id}"]`)) place.textContent = reason;
}

function overallWords({ value, band, explanation }: Score['overall']): (string | Node)[] {
  if (value === null) return [explanation];
  const short = document.createElement('strong');
  short.textContent = `${value.toFixed(1)}${band === null ? '' : `, ${band}`}.`;
  return [short, ` ${explanation}`];
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Waits for a pause. Otherwise a screen reader would talk after every choice. */
function readOut(summary: string): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    byId(ids.status).textContent = summary;
  }, pauseMs);
}

/** Copies the choices into the form, just before it is sent. Removes the copies of an earlier try first. */
function fill(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll('[data-rating]')) field.remove();
  for (const [dimension, rating] of Object.entries(ratingsNow())) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = `ratings.${dimension}`;
    field.value = String(rating);
    field.dataset.rating = '';
    form.append(field);
  }
}

for (const choice of choices) {
  // Radio buttons with the same name exclude each other. They are in no form, so the name is never sent.
  choice.name = dimensionOf(choice);
  choice.checked = choice.defaultChecked;
  choice.disabled = false;
  choice.addEventListener('change', show);
}
const start = document.getElementById(ids.start);
if (start instanceof HTMLFormElement) {
  start.addEventListener('submit', () => fill(start));
  start.hidden = false;
}
byId(ids.needsScript).hidden = true;
for (const live of all<HTMLElement>('[data-live]')) live.hidden = false;
show();
