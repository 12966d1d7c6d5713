import { commandsWithVersion } from '#shared/cases/commands.ts';
import { CaseFilter } from '#shared/cases/list.ts';
import { CalendarInput } from '#shared/contract/calendar.ts';
import { OpenCase, PersonCommand } from '#shared/contract/commands.ts';
import { CycleInput, CycleListing } from '#shared/contract/cycles.ts';
import { PersonInput } from '#shared/contract/directory.ts';
import { SavedDraft, SelfAssessmentDraft } from '#shared/contract/drafts.ts';
import { Condition, Ladder, PublishedLadder, Requirement } from '#shared/contract/ladder.ts';
import { Missing } from '#shared/contract/missing.ts';
import { NoticeList, NoticesQuery, NoticeView, ReadUpTo } from '#shared/contract/notices.ts';
import { Person, PublicPerson } from '#shared/contract/people.ts';
import { DraftCommand, LadderListing, LadderVersion } from '#shared/contract/publishing.ts';
import { CriterionResult, Repair, Score, ScoreAnswer, ScoreRequest } from '#shared/contract/score.ts';
import { CaseSummary, CaseView, CommandResult, EventView, InboxStep, Verification } from '#shared/contract/view.ts';
import * as z from '#shared/contract/zod.ts';
import { ProblemDocument } from '../../runtime/api/problem.ts';
import { PeopleQuery } from '../routes/people.ts';
import { hrNamed, hrRoutes } from './hr.ts';

/** The table of all routes. The OpenAPI document is generated from it, and a test compares it with the app. */

export interface Route {
  method: 'get' | 'post' | 'put';
  path: string;
  summary: string;
  open?: true;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  /** The body can also be YAML. */
  yaml?: true;
  headers?: string[];
  status?: number;
  answer: Answer;
}

/** One shape, one page of a list, or a choice of shapes. */
type Answer = { one: z.ZodMiniType } | { list: z.ZodMiniType[] } | { anyOf: z.ZodMiniType[] };

export const routes: Route[] = [
  {
    method: 'get',
    path: '/api/health',
    summary: 'Whether the API answers, and its version',
    open: true,
    answer: { one: z.object({ status: z.literal('ok'), version: z.string() }) },
  },
  { method: 'get', path: '/api/me', summary: 'The signed-in person, from the directory', answer: { one: Person } },
  { method: 'get', path: '/api/inbox', summary: 'My open steps, oldest due first', answer: { list: [InboxStep] } },
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
    path: '/api/people',
    summary: 'All people: id, name, level and team; for HR the whole record',
    query: PeopleQuery,
    answer: { list: [PublicPerson, Person] },
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
    summary: 'The cases I can see, newest first: for HR all of them by stage, for others their own',
    query: CaseFilter,
    answer: { list: [CaseSummary] },
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
    path: '/api/cases/{id}/events',
    summary: 'The events of a case that I can see, oldest first',
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

const headerTexts: Record<string, string> = {
  'Idempotency-Key':
    'Your own name for this request. Send the same name when you try again: the request is carried out once.',
  'If-Match': `The ETag of the version you read. Required for ${commandsWithVersion.join(', ')}, changes of the directory, of a draft, of a cycle and of a calendar.`,
};

type Json = Record<string, unknown>;

/** Shapes that are written once under `components` and referred to by name. */
const named = {
  Problem: ProblemDocument,
  Person,
  PublicPerson,
  Condition,
  Ladder: PublishedLadder,
  LadderListing,
  Requirement,
  ScoreRequest,
  Score,
  Repair,
  Criterion: CriterionResult,
  OpenCase,
  Command: PersonCommand,
  CommandResult,
  Case: CaseView,
  CaseSummary,
  Event: EventView,
  SelfAssessmentDraft,
  SavedDraft,
  InboxStep,
  Verification,
  Missing,
  Notice: NoticeView,
  Notices: NoticeList,
  LadderVersion,
  CycleListing,
  ...hrNamed,
};

/** The OpenAPI 3.1 document. It is built from the schemas that the API checks requests with. */
export function openApiDocument(version: string): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, type] of Object.entries(named)) registry.add(type, { id });
  const inputs = [
    ScoreRequest,
    OpenCase,
    PersonCommand,
    SelfAssessmentDraft,
    DraftCommand,
    Ladder,
    PersonInput,
    CycleInput,
    CalendarInput,
  ] as z.ZodMiniType[];
  // The other shapes of routes are converted together with the named ones, so that they refer to them.
  for (const [at, type] of routes.flatMap(shapesOf).entries())
    if (!registry.has(type)) registry.add(type, { id: `unnamed-${at}` });
  const convert = (io: 'input' | 'output') =>
    z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}`, unrepresentable: 'any' }).schemas;
  const schemas = { input: convert('input'), output: convert('output') };
  const written = (id: string, io: 'input' | 'output') => {
    const { $schema, $id, ...schema } = schemas[io][id] as Json;
    return schema;
  };
  const components = Object.fromEntries(
    Object.entries(named).map(([id, type]) => [id, written(id, inputs.includes(type) ? 'input' : 'output')]),
  );
  const schema = (type: z.ZodMiniType, io: 'input' | 'output') => {
    const id = registry.get(type)?.id ?? '';
    return Object.hasOwn(named, id) ? { $ref: `#/components/schemas/${id}` } : written(id, io);
  };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const { method, path, summary, open, query, body, yaml, headers = [], status = 200, answer } = route;
    paths[path] ??= {};
    (paths[path] as Record<string, Json>)[method] = {
      summary,
      security: open ? [] : [{ bearer: [] }],
      parameters: [
        ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        })),
        ...(query ? queryParameters(schema(query, 'input')) : []),
        ...headers.map((name) => ({
          name,
          in: 'header',
          required: name === 'Idempotency-Key',
          description: headerTexts[name],
          schema: { type: 'string' },
        })),
      ],
      ...(body
        ? {
            requestBody: {
              required: true,
              content: {
                'application/json': { schema: schema(body, 'input') },
                ...(yaml ? { 'application/yaml': { schema: { type: 'string' } } } : {}),
              },
            },
          }
        : {}),
      responses: {
        [status]: { description: 'Done', content: { 'application/json': { schema: answerOf(answer, schema) } } },
        default: {
          description: 'A problem document (RFC 9457)',
          content: { 'application/problem+json': { schema: schema(ProblemDocument, 'output') } },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Rungs', version, description: 'Promotion cases for engineers.' },
    paths,
    components: {
      schemas: components,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

/** Every shape that a route takes or gives. */
function shapesOf({ query, body, answer }: Route): z.ZodMiniType[] {
  const answers = 'list' in answer ? answer.list : 'anyOf' in answer ? answer.anyOf : [answer.one];
  return [query, body, ...answers].filter((type) => type !== undefined);
}

/** The schema of an answer. Named shapes appear as references. */
function answerOf(answer: Answer, schema: (type: z.ZodMiniType, io: 'output') => Json): Json {
  if ('list' in answer) {
    const items =
      answer.list.length === 1 ? schema(answer.list[0] as z.ZodMiniType, 'output') : anyOf(answer.list, schema);
    const next = { type: ['string', 'null'], description: 'The cursor of the next page; null at the end' };
    return { type: 'object', properties: { items: { type: 'array', items }, next }, required: ['items', 'next'] };
  }
  return 'anyOf' in answer ? anyOf(answer.anyOf, schema) : schema(answer.one, 'output');
}

function anyOf(types: z.ZodMiniType[], schema: (type: z.ZodMiniType, io: 'output') => Json): Json {
  return { anyOf: types.map((type) => schema(type, 'output')) };
}

function queryParameters({ properties = {}, required = [] }: Json): Json[] {
  return Object.entries(properties as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: (required as string[]).includes(name),
    schema,
  }));
}
