import { html } from 'hono/html';
import { Hono } from 'hono/tiny';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { statuses } from '../../runtime/api/statuses.ts';

interface Operation {
  summary: string;
  parameters: { name: string; in: string; required: boolean; description?: string }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content: Record<string, { schema: unknown }> }>;
}

/** The OpenAPI document. It is loaded at the first request for it, because most instances never get one. */
async function document() {
  return (await import('../openapi/openapi.json', { with: { type: 'json' } })).default;
}

/** The description of the API, as OpenAPI for tools and as a page for people. Neither needs a sign-in. */
export const docs = new Hono<ApiEnv>()
  .get('/openapi.json', async (c) => c.json(await document()))
  .get('/docs', async (c) => {
    const openApi = await document();
    return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The Rungs API</title>
</head>
<body>
<main>
<h1>The Rungs API, version ${openApi.info.version}</h1>
<p>JSON over HTTP with a bearer token. For tools there is <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<h2>Addresses</h2>
${Object.entries(openApi.paths as unknown as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => operationOf(method, path, operation)),
)}
<h2>Shapes</h2>
${Object.entries(openApi.components.schemas).map(([name, shape]) => schemaOf(name, shape))}
<h2>Errors</h2>
<p>Every error is a problem document (RFC 9457) with one of these codes. If the input is invalid, <code>faults</code> names the place and the reason of every fault.</p>
<ul>${Object.entries(statuses).map(([code, status]) => html`<li id="${code}"><code>${code}</code> (${status})</li>`)}</ul>
</main>
</body>
</html>`);
  });

function operationOf(method: string, path: string, { summary, parameters, requestBody, responses }: Operation) {
  return html`<section>
<h3><code>${method.toUpperCase()} ${path}</code></h3>
<p>${summary}.</p>
${
  parameters.length > 0
    ? html`<ul>${parameters.map(
        (one) =>
          html`<li><code>${one.name}</code> (${one.in}${one.required ? ', required' : ''}) ${one.description ?? ''}</li>`,
      )}</ul>`
    : ''
}
${requestBody ? schemaOf('Body', Object.values(requestBody.content)[0]?.schema) : ''}
${Object.entries(responses)
  .filter(([status]) => status !== 'default')
  .map(([status, answer]) => schemaOf(`Answer, ${status}`, Object.values(answer.content)[0]?.schema))}
</section>`;
}

function schemaOf(name: string, value: unknown) {
  return html`<details><summary>${name}</summary><pre>${JSON.stringify(value, null, 1)}</pre></details>`;
}
