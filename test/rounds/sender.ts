import { expect } from 'vitest';
import { formAt } from '#functions/web/forms/kept.ts';
import { formOfHrAt } from '#functions/web/pages/hr/kept.ts';
import type { Cost } from '#test/support/rounds.ts';
import { fieldsOfCommand } from '#test/web/hr.ts';
import { fieldsOf } from '#test/web/visit.ts';
import type { Answered, Apps, Asking, Sent } from './apps.ts';
import type { Cost as Typed } from './table.ts';

/** The fields of a form that would be lost if its session had ended. */
function notKept(route: string, names: string[]): string[] {
  const path = route.replace('POST ', '');
  const kept = (formAt(path) ?? formOfHrAt(path))?.fields ?? [];
  // The text of a file comes back as `text`.
  return names.filter((name) => name !== 'file' && !kept.includes(name.split('.', 1)[0] ?? ''));
}

/** Sends requests that must succeed, and keeps what each costs. */
export function startSender(apps: () => Apps) {
  const costs = new Map<string, Cost>();

  /** `more` distinguishes this request from others of the same route. */
  async function send(route: string, asking: Asking, sent: Sent, more = ''): Promise<Answered> {
    const answer = await apps().ask(route, asking, sent);
    expect([route, answer.status < 400], answer.text).toEqual([route, true]);
    costs.set(`${route}${more}`, answer.cost);
    return answer;
  }

  /** Fills in the form of a page and sends it. `type` is the command, if the page has several forms. */
  async function fill(
    route: string,
    asking: Asking,
    fields: Record<string, string>,
    more = '',
    type?: string,
  ): Promise<Answered> {
    const { text, status } = await apps().ask(route.replace('POST', 'GET'), asking);
    expect([route, status], text).toEqual([route, 200]);
    const held = type ? fieldsOfCommand({ html: text }, type) : fieldsOf(text);
    const sent = { ...held, ...fields };
    expect([route, notKept(route, Object.keys(sent))]).toEqual([route, []]);
    return send(route, asking, { fields: sent }, more);
  }

  /** Every request that was sent or is in the table, with the cost in the table and the real one. */
  function rows(typed: Record<string, Typed>): [string, Typed | undefined, Cost][] {
    return [...new Set([...costs.keys(), ...Object.keys(typed)])].map((name) => {
      const cost = costs.get(name);
      if (!cost) throw new Error(`Nothing was sent for the row ${name}`);
      return [name, typed[name], cost];
    });
  }

  return { send, fill, rows };
}
