import * as z from 'zod';
import { maxBodyBytes } from './body.ts';
import { plainSuccess, type Route } from './route.ts';

type Json = Record<string, unknown>;

const problemSchema: Json = {
  type: 'object',
  required: ['title', 'status', 'detail', 'instance'],
  properties: {
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'rule'],
        properties: { field: { type: 'string' }, value: {}, rule: { type: 'string' } },
      },
    },
  },
};

/** OpenAPI 3.1 document of the routes. */
export function openApi(service: string, routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: service, version: '1.0.0' },
    paths,
    components: { schemas: { Problem: problemSchema } },
  };
}

function operation(route: Route): Json {
  const { summary, params, query, headers, body, response, success = plainSuccess, answers = {} } = route;
  return {
    summary,
    parameters: [
      ...parameters('path', params),
      ...parameters('query', query),
      ...parameters('header', headers),
    ],
    ...(body && { requestBody: { required: true, content: json('application/json', jsonSchema(body)) } }),
    responses: {
      [success.status]: { description: 'OK', content: json(success.type, jsonSchema(response)) },
      ...Object.fromEntries(Object.entries(answers).map(([status, text]) => [status, { description: text }])),
      ...Object.fromEntries(problems(route).map(([status, text]) => [status, problem(text)])),
    },
  };
}

function problems({ params, query, headers, body, method, problems: own = {} }: Route): [string, string][] {
  return [
    ...(params || query || headers || body
      ? [['400', 'Bad input: field, value and rule'] as [string, string]]
      : []),
    ...Object.entries(own),
    ...(method !== 'GET' ? [['413', `Body over ${maxBodyBytes} bytes`] as [string, string]] : []),
    ...(body ? [['415', 'Body is not application/json'] as [string, string]] : []),
  ];
}

function parameters(place: 'path' | 'query' | 'header', schema: z.ZodType | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

/** Schemas that transform are described by what is sent. */
function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return described;
}

function problem(description: string): Json {
  return { description, content: json('application/problem+json', { $ref: '#/components/schemas/Problem' }) };
}

function json(type: string, schema: Json): Json {
  return { [type]: { schema } };
}
