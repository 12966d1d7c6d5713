import { asText, type Page, type Visitor } from './visit.ts';

/** The pages that were found, by address, and the broken links between them. */
export interface Crawled {
  pages: Map<string, Page>;
  broken: string[];
}

/** The addresses of a page's links. */
export function linksOf({ html }: Page): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => asText(href));
}

/** Follows all links from an address, as long as they stay below it. */
export async function crawl(visitor: Visitor, start: string): Promise<Crawled> {
  const pages = new Map<string, Page>();
  const links: { on: string; to: string; anchor: string }[] = [];
  const ahead = [start];
  for (let path = ahead.pop(); path !== undefined; path = ahead.pop()) {
    if (pages.has(path)) continue;
    const page = await visitor.get(path);
    pages.set(path, page);
    for (const href of linksOf(page)) {
      const { pathname, search, hash } = new URL(href, `http://site${path}`);
      const to = `${pathname}${search}`;
      if (!pathname.startsWith(start)) continue;
      links.push({ on: path, to, anchor: decodeURIComponent(hash.slice(1)) });
      ahead.push(to);
    }
  }
  const leads = ({ to, anchor }: (typeof links)[number]) => {
    const page = pages.get(to);
    return page?.status === 200 && (anchor === '' || page.html.includes(` id="${anchor}"`));
  };
  return { pages, broken: links.filter((link) => !leads(link)).map(({ on, to, anchor }) => `${on}: ${to}#${anchor}`) };
}
