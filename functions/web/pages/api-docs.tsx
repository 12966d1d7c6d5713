import { Hono } from 'hono/tiny';
import { statuses } from '../../runtime/api/statuses.ts';
import type { WebEnv } from '../http/env.ts';
import { Layout } from '../views/layout.tsx';

interface Operation {
  summary: string;
  parameters: { name: string; in: string; required: boolean; description?: string }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content: Record<string, { schema: unknown }> }>;
}

/** The OpenAPI document. It is loaded at the first request for it, because most instances never get one. */
async function document() {
  return (await import('../../api/openapi/openapi.json', { with: { type: 'json' } })).default;
}

/** The description of the API, as OpenAPI for tools and as a page for people. Neither needs a sign-in. */
export const apiDocs = new Hono<WebEnv>()
  .get('/openapi.json', async (c) => c.json(await document()))
  .get('/docs', async (c) => {
    const { info, paths, components } = await document();
    return c.html(
      <Layout title="The API">
        <h1>The Rungs API, version {info.version}</h1>
        <p>
          JSON over HTTP with a bearer token. For tools there is <a href="/api/openapi.json">OpenAPI 3.1</a>.
        </p>
        <h2>Addresses</h2>
        {Object.entries(paths as unknown as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => (
            <OperationAt method={method} path={path} operation={operation} />
          )),
        )}
        <h2>Shapes</h2>
        {Object.entries(components.schemas).map(([name, shape]) => (
          <Shape name={name} value={shape} />
        ))}
        <h2>Errors</h2>
        <p>
          Every error is a problem document (RFC 9457) with one of these codes. If the input is invalid,{' '}
          <code>faults</code> names the place and the reason of every fault.
        </p>
        <ul>
          {Object.entries(statuses).map(([code, status]) => (
            <li id={code}>
              <code>{code}</code> ({status})
            </li>
          ))}
        </ul>
      </Layout>,
    );
  });

function OperationAt({ method, path, operation }: { method: string; path: string; operation: Operation }) {
  const { summary, parameters, requestBody, responses } = operation;
  return (
    <section>
      <h3>
        <code>
          {method.toUpperCase()} {path}
        </code>
      </h3>
      <p>{summary}.</p>
      {parameters.length > 0 && (
        <ul>
          {parameters.map((one) => (
            <li>
              <code>{one.name}</code> ({one.in}
              {one.required ? ', required' : ''}) {one.description}
            </li>
          ))}
        </ul>
      )}
      {requestBody && <Shape name="Body" value={Object.values(requestBody.content)[0]?.schema} />}
      {Object.entries(responses)
        .filter(([status]) => status !== 'default')
        .map(([status, answer]) => (
          <Shape name={`Answer, ${status}`} value={Object.values(answer.content)[0]?.schema} />
        ))}
    </section>
  );
}

function Shape({ name, value }: { name: string; value: unknown }) {
  return (
    <details>
      <summary>{name}</summary>
      <pre>{JSON.stringify(value, null, 1)}</pre>
    </details>
  );
}
