import { commandsWithVersion } from '#shared/cases/commands.ts';
import type * as z from '#shared/contract/zod.ts';
import { ProblemDocument } from '../../runtime/api/problem.ts';
import type { Answer, Route } from './route.ts';
import type { Json, SchemaOf } from './schemas.ts';

const headerTexts: Record<string, string> = {
  'Idempotency-Key':
    'Your own name for this request. Send the same name when you try again: the request is carried out once.',
  'If-Match': `The ETag of the version you read. Required for ${commandsWithVersion.join(', ')}, changes of the directory, of a draft, of a cycle and of a calendar.`,
};

/** What a route takes and answers, as an operation of OpenAPI. */
export function operationOf(route: Route, schemaOf: SchemaOf): Json {
  const { path, summary, open, query, body, file, yaml, headers = [], status = 200, answer } = route;
  return {
    summary,
    security: open ? [] : [{ bearer: [] }],
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...(query ? queryParameters(schemaOf(query, 'input')) : []),
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
              'application/json': { schema: schemaOf(body, 'input') },
              ...(yaml ? { 'application/yaml': { schema: { type: 'string' } } } : {}),
            },
          },
        }
      : {}),
    ...(file
      ? { requestBody: { required: true, content: Object.fromEntries(file.map((type) => [type, { schema: bytes }])) } }
      : {}),
    responses: {
      [status]: { description: 'Done', content: contentOf(answer, schemaOf) },
      default: {
        description: 'A problem document (RFC 9457)',
        content: { 'application/problem+json': { schema: schemaOf(ProblemDocument, 'output') } },
      },
    },
  };
}

const bytes = { type: 'string', format: 'binary' };

function contentOf(answer: Answer, schemaOf: SchemaOf): Json {
  return 'file' in answer
    ? { [answer.file]: { schema: bytes } }
    : { 'application/json': { schema: answerOf(answer, schemaOf) } };
}

/** The schema of an answer. Named shapes appear as references. */
function answerOf(answer: Exclude<Answer, { file: string }>, schemaOf: SchemaOf): Json {
  if ('list' in answer) {
    const items =
      answer.list.length === 1 ? schemaOf(answer.list[0] as z.ZodMiniType, 'output') : anyOf(answer.list, schemaOf);
    const next = { type: ['string', 'null'], description: 'The cursor of the next page; null at the end' };
    const beside = Object.entries(answer.beside ?? {}).map(([name, type]) => [name, schemaOf(type, 'output')]);
    const properties = { items: { type: 'array', items }, next, ...Object.fromEntries(beside) };
    return { type: 'object', properties, required: Object.keys(properties) };
  }
  return 'anyOf' in answer ? anyOf(answer.anyOf, schemaOf) : schemaOf(answer.one, 'output');
}

function anyOf(types: z.ZodMiniType[], schemaOf: SchemaOf): Json {
  return { anyOf: types.map((type) => schemaOf(type, 'output')) };
}

function queryParameters({ properties = {}, required = [] }: Json): Json[] {
  return Object.entries(properties as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: (required as string[]).includes(name),
    schema,
  }));
}
