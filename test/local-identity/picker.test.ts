import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import { person } from '#test/support/people.ts';
import { plainBrowser } from './browser.ts';
import { beginSignIn, type Mounted, mountIssuer } from './mounted.ts';

const gone = person('gus-gone', { active: false, team: 'Nobody left', odc: 'Nowhere' });
const odd = person('odd-name', { name: '<b>Odd</b> & "Co"', team: '<i>Team</i>', odc: 'Oddport', level: 'L1' });
const people = [...readOrganisation().people, gone, odd];
let mounted: Mounted;
beforeAll(async () => {
  mounted = await mountIssuer({ people });
});
afterAll(() => mounted.stop());

/** Begins a sign-in in a new browser, which then shows the picker. */
async function openPicker() {
  const browser = plainBrowser();
  const { url: begin } = await beginSignIn(mounted);
  const { response, url } = await browser.follow(begin, mounted.issuer);
  return { browser, url, response, text: await response.text() };
}

describe('the page to pick a person', () => {
  test('says what it is and that there are no passwords', async () => {
    const { text, response } = await openPicker();
    expect(response.status).toBe(200);
    expect(text).toContain('<h1>Who are you today?</h1>');
    expect(text).toContain('This is the sign-in of the sample organisation.');
    expect(text).toContain('they have no passwords');
    expect(text).not.toMatch(/<script|<input/);
  });

  test('has one button for each active person, under their ODC and team, with level and roles', async () => {
    const { text } = await openPicker();
    const ids = [...text.matchAll(/<button name="person" value="([^"]+)">/g)].map((match) => match[1]);
    expect(ids.sort()).toEqual(
      people
        .filter((one) => one.active)
        .map((one) => one.id)
        .sort(),
    );
    for (const one of people.filter((one) => one.active && one !== odd)) {
      const before = text.slice(0, text.indexOf(`value="${one.id}"`));
      expect(before.slice(before.lastIndexOf('<h2>'))).toContain(`<h2>${one.odc}</h2>`);
      expect(before.slice(before.lastIndexOf('<h3>'))).toContain(`<h3>${one.team}</h3>`);
    }
    expect(text).toContain('>Amara Okafor <small>L2, engineer</small></button>');
    expect(text).toContain('>Tomas Lindqvist <small>L4, engineer, tech lead</small></button>');
    expect(text).toContain('>Noor Haddad <small>HR</small></button>');
    expect(text).not.toContain('Nobody left');
  });

  test('shows names as they are written, not as markup', async () => {
    const { text } = await openPicker();
    expect(text).toContain('&lt;b&gt;Odd&lt;/b&gt; &amp; &quot;Co&quot;');
    expect(text).not.toContain('<i>Team</i>');
  });

  test('is not cached and can load nothing but its own style', async () => {
    const { response } = await openPicker();
    expect(response.headers.get('cache-control')).toBe('no-store, private');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = Object.fromEntries(
      (response.headers.get('content-security-policy') ?? '').split(/;\s*/).map((rule) => {
        const [name, ...values] = rule.split(' ');
        return [name, values];
      }),
    );
    expect(policy).toEqual({
      'default-src': ["'none'"],
      'style-src': [expect.stringMatching(/^'sha256-.+'$/)],
      'form-action': ["'self'", mounted.origin],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
    });
  });

  test.each(['nobody-at-all', 'gus-gone', ''])('offers the choice again if %o was sent', async (chosen) => {
    const { browser, url } = await openPicker();
    const answer = await browser.post(url, { person: chosen });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('Nobody who works here has this id or mail address.');
    expect(text).toContain('value="amara-okafor"');
    expect((await browser.post(url, { person: 'amara-okafor' })).status).toBe(303);
  });

  test('searches in a large directory, without a script, and keeps the sign-in that was begun', async () => {
    const crowd = Array.from({ length: 120 }, (_one, at) => person(`bo-${at}`, { name: `Bo ${at}` }));
    const large = await mountIssuer({ people: [...people, ...crowd] });
    const browser = plainBrowser();
    const { url: begin } = await beginSignIn(large);
    const { url, response } = await browser.follow(begin, large.issuer);
    expect(await response.text()).toContain('These people are of HR:');
    const found = async (sought: string) => (await browser.get(`${url}?${new URLSearchParams({ q: sought })}`)).text();
    expect(await found(' bo-77 ')).toMatch(/1 found for ‘bo-77’\.[\s\S]*<button name="person" value="bo-77">/);
    const odd = await found('"><script>');
    expect(odd).toContain('Nobody who works here was found for ‘&quot;&gt;&lt;script&gt;’.');
    expect(odd).not.toContain('<script');
    expect((await found('x'.repeat(500))).match(/x+/g)?.every((one) => one.length <= 120)).toBe(true);
    expect((await browser.post(url, { person: 'bo-77' })).status).toBe(303);
    await large.stop();
  });

  test('refuses a choice from a browser that did not begin the sign-in', async () => {
    const { url } = await openPicker();
    const answer = await plainBrowser().post(url, { person: 'amara-okafor' });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('<h1>This sign-in stopped</h1>');
    expect(text).toContain(`<a href="${mounted.origin}/">Start again</a>`);
  });

  test('reads only the beginning of a large form, and refuses other methods', async () => {
    const { browser, url } = await openPicker();
    expect((await browser.post(url, { much: 'x'.repeat(2_000_000), person: 'amara-okafor' })).status).toBe(400);
    const answer = await fetch(url, { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });
});
