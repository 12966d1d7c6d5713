import { operationOf } from './operation.ts';
import { routes } from './routes.ts';
import { type Json, schemasOf } from './schemas.ts';

/** The OpenAPI 3.1 document. It is built from the schemas that the API checks requests with. */
export function openApiDocument(version: string): Json {
  const { components, schemaOf } = schemasOf(routes);
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const { method, path } = route;
    paths[path] = { ...paths[path], [method]: operationOf(route, schemaOf) };
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
