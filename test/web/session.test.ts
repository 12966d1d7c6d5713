import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPerson } from '#shared/store/directory.ts';
import { endSession, keepSession, loadSession, renewSession, type Session } from '#shared/store/sessions.ts';
import { caseAt } from './cases.ts';
import { fieldsOf, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const hours = (count: number) => site.world.clock.advanceDays(count / 24);
const isIn = async (visitor: Visitor) => (await visitor.get('/')).status === 200;

describe('a session', () => {
  test('ends on the server at sign-out, so that its cookie no longer works', async () => {
    const tess = await site.visitor('tess-lead');
    expect(await isIn(tess)).toBe(true);
    const out = await tess.post('/sign-out', {});
    expect([out.status, out.location]).toEqual([303, '/signed-out']);
    expect(await isIn(tess)).toBe(false);
    expect((await tess.get('/signed-out')).status).toBe(200);
  });

  test('ends after two hours without a request', async () => {
    const tess = await site.visitor('tess-lead');
    hours(1.9);
    expect(await isIn(tess)).toBe(true);
    hours(1.9);
    expect(await isIn(tess)).toBe(true);
    hours(2.1);
    expect(await isIn(tess)).toBe(false);
  });

  test('ends after twelve hours in any case', async () => {
    const tess = await site.visitor('tess-lead');
    for (let hour = 1; hour < 12; hour++) {
      hours(1);
      expect(await isIn(tess)).toBe(true);
    }
    hours(1);
    expect(await isIn(tess)).toBe(false);
  });

  test('ends when the person leaves, and stays ended if they come back', async () => {
    const gone = site.nextEngineer();
    const visitor = await site.visitor(gone);
    const person = (await loadPerson(site.world.outside.table, gone))!;
    await site.change({ ...person, active: false, version: 2 });
    expect(await isIn(visitor)).toBe(false);
    await site.change({ ...person, active: true, version: 3 });
    expect(await isIn(visitor)).toBe(false);
  });

  test('shows changes in the directory at once', async () => {
    const id = site.nextEngineer();
    const visitor = await site.visitor(id);
    const person = (await loadPerson(site.world.outside.table, id))!;
    await site.change({ ...person, name: 'Ada Married', version: 2 });
    expect(wordsOf((await visitor.get('/')).html)).toContain('Ada Married');
  });

  test('that has ended is not renewed by a request that was still under way', async () => {
    const { table, clock } = site.world.outside;
    const now = Math.floor(clock.now().getTime() / 1000);
    const person = { personId: 'tess-lead', signIn: null, timeZone: null };
    const session: Session = { kind: 'session', ...person, expires: now + 60, ends: now + 600, version: 1 };
    await keepSession(table, 'going', session);
    await endSession(table, 'going');
    await renewSession(table, 'going', session, now + 500);
    expect(await loadSession(table, 'going', clock.now())).toBeNull();
  });

  test('cannot be opened with a made-up cookie', async () => {
    for (const cookie of ['rungs=guess', 'rungs=', '__Host-rungs=session-0']) {
      const page = await site.app.request(`${site.origin}/`, { headers: { cookie } });
      expect([cookie, page.status]).toEqual([cookie, 303]);
    }
  });
});

describe('a visitor who is not signed in', () => {
  test('gets the page they wanted after signing in, with its query', async () => {
    const page = await site.app.request(`${site.origin}/cases/x/steps/attest?attestation=owns-a-module`);
    expect(page.headers.get('location')).toBe(
      `/sign-in?to=${encodeURIComponent('/cases/x/steps/attest?attestation=owns-a-module')}`,
    );
  });

  test('keeps their text if the session has ended meanwhile, and can send it after signing in', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const engineer = await site.visitor(engineerId);
    const path = `/cases/${caseId}/steps/withdraw`;
    const reason = 'First line\nsecond & "third" </textarea><b>';
    const fields = { ...fieldsOf((await engineer.get(path)).html), reason };
    hours(3);
    const kept = await engineer.post(path, fields);
    expect(kept.status).toBe(401);
    expect(fieldsOf(kept.html)).toEqual(fields);
    expect(kept.html).toContain(`<form method="post" action="${path}">`);
    expect(wordsOf(kept.html)).toContain('What you wrote is kept on this page.');

    const again = await (await site.visitor(engineerId)).post(path, fieldsOf(kept.html));
    expect(again.status).toBe(303);
  });

  describe('and what they wrote', () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const send = async (path: string, cookie: string | null, body: string) => {
      const answer = await site.app.request(`${site.origin}${path}`, {
        method: 'POST',
        headers: { ...form, origin: site.origin, ...(cookie ? { cookie } : {}) },
        body,
      });
      return { status: answer.status, html: await answer.text() };
    };
    const path = '/cases/case_01KJPWD6M0EWHDS874W0X9446R/steps/withdraw';
    /** The cookie of a session that ended. */
    const ended = async () => {
      const tess = await site.visitor('tess-lead');
      await tess.post('/sign-out', {});
      return tess.cookie;
    };

    test('comes back after signing out in another tab, and after the session has ended for days', async () => {
      const cookie = await ended();
      expect(fieldsOf((await send(path, cookie, 'reason=Words+%26+more')).html)).toEqual({ reason: 'Words & more' });
      hours(6 * 24);
      expect(fieldsOf((await send(path, cookie, 'reason=Words')).html)).toEqual({ reason: 'Words' });
      hours(3 * 24);
      expect(fieldsOf((await send(path, cookie, 'reason=Words')).html)).toEqual({});
    });

    test.each([
      ['no cookie', null],
      ['a made-up cookie', 'rungs=guess'],
    ])('does not come back with %s: the form never had a session', async (_what, cookie) => {
      const answer = await send(path, cookie, 'reason=Words');
      expect([answer.status, fieldsOf(answer.html)]).toEqual([401, {}]);
      expect(answer.html).not.toContain('Words');
    });

    test('comes back in the fields of that form alone', async () => {
      const cookie = await ended();
      const fields = 'key=k&version=3&reason=Words&other=x&reasons=x&ratings.debugging=3';
      expect(fieldsOf((await send(path, cookie, fields)).html)).toEqual({ key: 'k', version: '3', reason: 'Words' });
      const review = path.replace('withdraw', 'submit-review');
      expect(fieldsOf((await send(review, cookie, fields)).html)).toMatchObject({ 'ratings.debugging': '3' });
      for (const none of ['/notices/read', '/cases', path.replace('withdraw', 'made-up'), '/nowhere'])
        expect((await send(none, cookie, fields)).html).not.toContain('Words');
    });

    test('does not come back if it is larger than that form, has too many fields, or is not a form', async () => {
      const cookie = await ended();
      const large = `reason=${'x'.repeat(200_000)}`;
      expect((await send(path, cookie, large)).html.length).toBeLessThan(5_000);
      const review = path.replace('withdraw', 'submit-review');
      expect((await send(review, cookie, `comment=${'x'.repeat(200_000)}`)).html.length).toBeGreaterThan(200_000);
      expect((await send(review, cookie, 'ratings.a=1&'.repeat(501))).html.length).toBeLessThan(5_000);
      expect((await send(path, cookie, 'reason=%zz&key=%41')).html).toContain('name="key"');
    });
  });
});
