import { CaseFilter } from '#shared/cases/case-filter.ts';
import { EventsQuery } from '#shared/cases/record.ts';
import { OpenCase, PersonCommand } from '#shared/contract/commands.ts';
import { Confirmation, ConfirmationAnswer, ConfirmationText, Confirmed } from '#shared/contract/confirmations.ts';
import { PageQuery } from '#shared/contract/cursor.ts';
import { CycleListing } from '#shared/contract/cycles.ts';
import { SavedDraft, SelfAssessmentDraft } from '#shared/contract/drafts.ts';
import { EvidenceText } from '#shared/contract/evidence-view.ts';
import { PublishedLadder } from '#shared/contract/ladder.ts';
import { Missing } from '#shared/contract/missing.ts';
import { NoticeList, NoticesQuery, ReadUpTo } from '#shared/contract/notices.ts';
import { Person, PublicPerson } from '#shared/contract/people.ts';
import { PeopleQuery } from '#shared/contract/people-search.ts';
import { LadderListing, LadderVersion } from '#shared/contract/publishing.ts';
import { CommandResult } from '#shared/contract/results.ts';
import { ScoreAnswer, ScoreRequest } from '#shared/contract/score.ts';
import { CaseSummary, CaseView, EventView, InboxStep, Verification } from '#shared/contract/view.ts';
import * as z from '#shared/contract/zod.ts';
import { hrRoutes } from './hr.ts';

import type { Route } from './route.ts';

/** The table of all routes. The OpenAPI document is generated from it, and a test compares it with the app. */
export const routes: Route[] = [
  {
    method: 'get',
    path: '/api/health',
    summary: 'Whether the API answers, and its version',
    open: true,
    answer: { one: z.object({ status: z.literal('ok'), version: z.string() }) },
  },
  { method: 'get', path: '/api/me', summary: 'The signed-in person, from the directory', answer: { one: Person } },
  {
    method: 'get',
    path: '/api/inbox',
    summary: 'My open steps, oldest due first; for HR also the steps of its desk',
    query: PageQuery,
    answer: { list: [InboxStep] },
  },
  {
    method: 'get',
    path: '/api/notices',
    summary: 'My notices, newest first; for HR also the notices of its desk',
    query: NoticesQuery,
    answer: { one: NoticeList },
  },
  {
    method: 'post',
    path: '/api/notices/read',
    summary: 'Mark my notices as read, up to a given one',
    body: ReadUpTo,
    answer: { one: ReadUpTo },
  },
  {
    method: 'get',
    path: '/api/confirmations',
    summary: 'The questions to me whether my team has adopted the work of another person, oldest first',
    answer: { list: [Confirmation] },
  },
  {
    method: 'get',
    path: '/api/confirmations/{confirmation}',
    summary: 'One question to me about my team',
    answer: { one: Confirmation },
  },
  {
    method: 'get',
    path: '/api/confirmations/{confirmation}/text',
    summary: 'The text of the work that I am asked about',
    answer: { one: ConfirmationText },
  },
  {
    method: 'post',
    path: '/api/confirmations/{confirmation}',
    summary: 'Answer a question about my team: yes, no, or that it is not mine to answer',
    headers: ['Idempotency-Key'],
    body: ConfirmationAnswer,
    answer: { one: Confirmed },
  },
  {
    method: 'get',
    path: '/api/people',
    summary:
      'People by the beginnings of words of the name (`q`), by role, ODC and team, or all: id, name, level and team; for HR the whole record',
    query: PeopleQuery,
    answer: { list: [PublicPerson, Person], beside: { searchedTo: z.nullable(z.string()) } },
  },
  {
    method: 'get',
    path: '/api/people/{id}',
    summary: 'One person: id, name, level and team; for HR the whole record',
    answer: { anyOf: [PublicPerson, Person] },
  },
  {
    method: 'get',
    path: '/api/ladders',
    summary: 'The ladders, each with its current version',
    answer: { list: [LadderListing] },
  },
  {
    method: 'get',
    path: '/api/ladders/{id}',
    summary: 'The current version of a ladder',
    answer: { one: PublishedLadder },
  },
  {
    method: 'get',
    path: '/api/ladders/{id}/versions',
    summary: 'Every published version of a ladder, oldest first, with the day from which it is in force',
    answer: { list: [LadderVersion] },
  },
  {
    method: 'get',
    path: '/api/ladders/{id}/versions/{version}',
    summary: 'One published version of a ladder; it never changes',
    answer: { one: PublishedLadder },
  },
  {
    method: 'post',
    path: '/api/ladders/{id}/score',
    summary:
      'Score ratings, with explanations and the changes that would make failing criteria pass; nothing is stored',
    body: ScoreRequest,
    answer: { one: ScoreAnswer },
  },
  {
    method: 'get',
    path: '/api/cycles',
    summary: 'All cycles, open and closed: the last day to join, and the dates of the stages',
    answer: { list: [CycleListing] },
  },
  {
    method: 'get',
    path: '/api/cases',
    summary:
      'The cases I can see: for HR all of them, for others their own. Open ones come first by the instant at which they are due, then closed ones, the latest first; one’s own cases are ordered so a hundred at a time, those that were opened last first. `searchedTo` says up to which instant a page has searched, if it looked at as many cases as it can and others may follow',
    query: CaseFilter,
    answer: { list: [CaseSummary], beside: { searchedTo: z.nullable(z.string()) } },
  },
  {
    method: 'post',
    path: '/api/cases',
    summary: 'Open a case for an engineer on a transition',
    headers: ['Idempotency-Key'],
    body: OpenCase,
    status: 201,
    answer: { one: z.extend(CommandResult, { id: z.string() }) },
  },
  {
    method: 'get',
    path: '/api/cases/{id}',
    summary: 'One case: what I can see of it, and what I can do in it',
    answer: { one: CaseView },
  },
  {
    method: 'post',
    path: '/api/cases/{id}/commands',
    summary: 'Do something in a case, such as send a review or sign',
    headers: ['Idempotency-Key', 'If-Match'],
    body: PersonCommand,
    answer: { one: CommandResult },
  },
  {
    method: 'get',
    path: '/api/cases/{id}/drafts/self-assessment',
    summary: 'My saved draft of the self-assessment; only I can read it',
    answer: { one: SavedDraft },
  },
  {
    method: 'put',
    path: '/api/cases/{id}/drafts/self-assessment',
    summary: 'Save a draft of my self-assessment, complete or not; it is deleted when I submit',
    headers: ['If-Match'],
    body: SelfAssessmentDraft,
    answer: { one: SavedDraft },
  },
  {
    method: 'get',
    path: '/api/cases/{id}/missing',
    summary: 'What is still missing in my own case, with advice, and what my evidence covers',
    answer: { one: Missing },
  },
  {
    method: 'get',
    path: '/api/cases/{id}/evidence/{evidence}/text',
    summary: 'The text that is attached to a piece of evidence, as it was written',
    answer: { one: EvidenceText },
  },
  {
    method: 'get',
    path: '/api/cases/{id}/events',
    summary: 'The events of a case that I can see, oldest first',
    query: EventsQuery,
    answer: { list: [EventView] },
  },
  {
    method: 'get',
    path: '/api/cases/{id}/verify',
    summary: 'Verify the hash chain of a case, from its first event to its last',
    answer: { one: Verification },
  },
  ...hrRoutes,
];
