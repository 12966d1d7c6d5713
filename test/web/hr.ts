import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { textOf } from '#test/support/drafts.ts';
import { fieldsOf, type Page, type Site, type Visitor, visitorWith } from './visit.ts';

/** A person who visits the pages of HR. */
export interface HrVisitor extends Visitor {
  /** Uploads a document in the way in which a browser sends a file. */
  upload(path: string, file: string | Blob, fields?: Record<string, string>): Promise<Page>;
  /** Sends the form of a command on a page. */
  command(page: Page, path: string, type: string, fields?: Record<string, string>): Promise<Page>;
}

/** A signed-in person on the pages of HR. */
export async function hrVisitor(site: Site, personId: string): Promise<HrVisitor> {
  const { cookie } = await site.visitor(personId);
  const visitor = visitorWith(site.hr, site.origin, cookie);
  return {
    ...visitor,
    async upload(path, file, fields) {
      const sent = fields ?? fieldsOf((await visitor.get(path)).html);
      const body = new FormData();
      for (const [name, value] of Object.entries(sent)) if (name !== 'file') body.append(name, value);
      body.append('file', typeof file === 'string' ? new Blob([file]) : file, 'ladder.yaml');
      return visitor.send(path, { method: 'POST', body, headers: { origin: site.origin } });
    },
    command: (page, path, type, fields = {}) => visitor.post(path, { ...fieldsOfCommand(page, type), ...fields }),
  };
}

/** The values of the form of a command. Empty if the page has no such form. */
export function fieldsOfCommand({ html }: Pick<Page, 'html'>, type: string): Record<string, string> {
  const form = html.split(/(?=<form )/).find((part) => part.includes(`name="type" value="${type}"`));
  return form ? fieldsOf(form) : {};
}

/** Uploads a ladder as its next draft and proposes a day. */
export async function proposed(visitor: HrVisitor, ladder: PublishedLadder, from: string): Promise<Page> {
  const path = `/hr/ladders/${ladder.id}`;
  await visitor.upload(path, textOf(ladder));
  return visitor.command(await visitor.get(`${path}/draft`), `${path}/draft`, 'propose-publication', { from });
}
