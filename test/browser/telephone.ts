import type { Browser, Page } from 'playwright-core';
import type { Site } from '#test/web/visit.ts';
import { phone } from './person.ts';

/** A page of a phone on which a person is signed in. The app answers its requests directly, without a network. */
export async function telephone(browser: Browser, site: Site, personId: string, hasScript = true): Promise<Page> {
  const { cookie } = await site.visitor(personId);
  const page = await (await browser.newContext({ viewport: phone, javaScriptEnabled: hasScript })).newPage();
  await page.route('**/*', async (route) => {
    const request = route.request();
    const body = request.postData();
    const app = new URL(request.url()).pathname.startsWith('/hr/') ? site.hr : site.app;
    const answer = await app.request(request.url(), {
      method: request.method(),
      headers: { ...request.headers(), cookie, origin: site.origin },
      ...(body === null ? {} : { body }),
      redirect: 'manual',
    });
    const headers = Object.fromEntries(answer.headers);
    // The browser would follow a redirect without asking here again.
    if (request.method() === 'GET' && headers.location) {
      const to = new URL(headers.location, request.url()).href.replaceAll('&', '&amp;');
      const body = `<meta http-equiv="refresh" content="0;url=${to}">`;
      return route.fulfill({ status: 200, headers: { 'content-type': 'text/html' }, body });
    }
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
  });
  return page;
}
