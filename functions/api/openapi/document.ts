import * as z from 'zod';
import { CaseFilter } from '#shared/cases/list.ts';
import { OpenCase, PersonCommand } from '#shared/contract/commands.ts';
import { PublishedLadder } from '#shared/contract/ladder.ts';
import { Person, PublicPerson } from '#shared/contract/people.ts';
import { Score, ScoreRequest } from '#shared/contract/score.ts';
import { CaseSummary, CaseView, CommandResult, EventView, InboxStep, Verification } from '#shared/contract/view.ts';
import { LadderListing } from '#shared/store/ladders.ts';
import { ProblemDocument } from '../problem.ts';
import { PeopleQuery } from '../routes/people.ts';

/** The routes of the API as a table; the OpenAPI document is written from it, and a test holds it against the app. */

interface Route {
  method: 'get' | 'post';
  path: string;
  summary: string;
  open?: true;
  query?: z.ZodType;
  body?: z.ZodType;
  headers?: string[];
  status?: number;
  answer: z.ZodType;
}

const list = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });

export const routes: Route[] = [
  {
    method: 'get',
    path: '/api/health',
    summary: 'Whether the API answers, and its version',
    open: true,
    answer: z.object({ status: z.literal('ok'), version: z.string() }),
  },
  { method: 'get', path: '/api/me', summary: 'Who I am, as the directory has me', answer: Person },
  { method: 'get', path: '/api/inbox', summary: 'My open steps, oldest due first', answer: list(InboxStep) },
  {
    method: 'get',
    path: '/api/people',
    summary: 'Everyone: id, name, level and team; the whole item for HR',
    query: PeopleQuery,
    answer: list(z.union([PublicPerson, Person])),
  },
  {
    method: 'get',
    path: '/api/people/{id}',
    summary: 'One person; the whole item for HR',
    answer: z.union([PublicPerson, Person]),
  },
  {
    method: 'get',
    path: '/api/ladders',
    summary: 'The ladders, each with its current version',
    answer: list(LadderListing),
  },
  { method: 'get', path: '/api/ladders/{id}', summary: 'The current version of a ladder', answer: PublishedLadder },
  {
    method: 'get',
    path: '/api/ladders/{id}/versions/{version}',
    summary: 'One published version of a ladder; it never changes',
    answer: PublishedLadder,
  },
  {
    method: 'post',
    path: '/api/ladders/{id}/score',
    summary: 'What ratings come to, with explanations; nothing is kept',
    body: ScoreRequest,
    answer: Score,
  },
  {
    method: 'get',
    path: '/api/cases',
    summary: 'The cases I may know of: HR all of them by stage, others their own, newest first',
    query: CaseFilter,
    answer: list(CaseSummary),
  },
  {
    method: 'post',
    path: '/api/cases',
    summary: 'Open a case for an engineer on a transition',
    headers: ['Idempotency-Key'],
    body: OpenCase,
    status: 201,
    answer: CommandResult.extend({ id: z.string() }),
  },
  { method: 'get', path: '/api/cases/{id}', summary: 'A case as I may see it, with what I may do', answer: CaseView },
  {
    method: 'post',
    path: '/api/cases/{id}/commands',
    summary: 'One step of mine on a case',
    headers: ['Idempotency-Key', 'If-Match'],
    body: PersonCommand,
    answer: CommandResult,
  },
  {
    method: 'get',
    path: '/api/cases/{id}/events',
    summary: 'The audit trail as I may see it, oldest first',
    answer: list(EventView),
  },
  {
    method: 'get',
    path: '/api/cases/{id}/verify',
    summary: 'The hash chain of the case, checked from its first event to its end',
    answer: Verification,
  },
];

const headerTexts: Record<string, string> = {
  'Idempotency-Key': 'Your own name for this request, by which it is carried out once; keep it when you try again.',
  'If-Match': 'The ETag of the case you decided on; required for sign-off and record-consensus.',
};

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the API, from the same schemas that the API checks with. */
export function openApiDocument(version: string): Json {
  const schema = (type: z.ZodType, io: 'input' | 'output') => {
    const { $schema: _, ...rest } = z.toJSONSchema(type, { io, reused: 'inline', unrepresentable: 'any' }) as Json;
    return rest;
  };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    (paths[route.path] as Record<string, Json>)[route.method] = {
      summary: route.summary,
      security: route.open ? [] : [{ bearer: [] }],
      parameters: [
        ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        })),
        ...(route.query ? queryParameters(schema(route.query, 'input')) : []),
        ...(route.headers ?? []).map((name) => ({
          name,
          in: 'header',
          required: name === 'Idempotency-Key',
          description: headerTexts[name],
          schema: { type: 'string' },
        })),
      ],
      ...(route.body
        ? { requestBody: { required: true, content: { 'application/json': { schema: schema(route.body, 'input') } } } }
        : {}),
      responses: {
        [route.status ?? 200]: {
          description: 'Done',
          content: { 'application/json': { schema: schema(route.answer, 'output') } },
        },
        default: {
          description: 'A problem document (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Rungs', version, description: 'Promotion cases for engineers.' },
    paths,
    components: {
      schemas: { Problem: schema(ProblemDocument, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function queryParameters({ properties = {}, required = [] }: Json): Json[] {
  return Object.entries(properties as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: (required as string[]).includes(name),
    schema,
  }));
}
