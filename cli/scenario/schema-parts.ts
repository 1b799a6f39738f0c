import * as z from 'zod';
import { durationMs, durationPattern } from './duration.ts';
import { isScalar, type Scalar } from './scalar.ts';

/** What several parts of the scenario file are made of. */
export const duration = z
  .string()
  .regex(durationPattern, 'a duration such as 500ms, 5s or 1m')
  .transform((text) => durationMs(text) ?? 0)
  .describe('A duration such as 500ms, 5s or 1m.');

const target = z
  .string()
  .regex(/^[^/\s]+\/\S*$/, '<service>/<path>, such as order-service/orders')
  .describe('<service>/<path>, such as order-service/orders/{{orderId}}');

export const name = z.string().min(1).describe('What reports call it.');
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes')
  .describe('Lower-case letters, digits and dashes.');

const json = z
  .unknown()
  .describe('Must be contained in the answer: fields that are not named may be anything.');
export const status = z.int().min(100).max(599).describe('Expected status; without it any 2xx.');
export const capture = z
  .record(z.string().regex(/^[A-Za-z_]\w*$/, 'letters, digits and _'), z.string().startsWith('$'))
  .describe('Variable name -> JSON path in the answer, such as $.order.items[0].id');

export const eventually = z
  .strictObject({
    get: target,
    headers: z.record(z.string(), z.string()).optional(),
    status: status.optional(),
    json: json.optional(),
    capture: capture.optional(),
    within: duration.optional(),
  })
  .describe('Asked again and again until the answer is as stated.');

export const scalar = z
  .custom<Scalar>(isScalar, 'must be text, a number, true, false or null')
  .meta({ type: ['string', 'number', 'boolean', 'null'] });

export const methods = ['get', 'post', 'put', 'delete'] as const;

/** What a request is made of, wherever one is written. */
export const requestFields = {
  get: target.optional(),
  post: target.optional(),
  put: target.optional(),
  delete: target.optional(),
  headers: z.record(z.string(), z.string()).optional(),
  json: z.unknown().optional().describe('The body sent.'),
} as const;

/** Exactly one of the kinds, in the schema as in the JSON Schema. */
export function oneOf<T extends z.ZodObject>(kinds: readonly string[], schema: T): T {
  return schema
    .refine((value) => kinds.filter((kind) => value[kind] !== undefined).length === 1, {
      message: `exactly one of ${kinds.join(', ')} must be given`,
    })
    .meta({ oneOf: kinds.map((kind) => ({ required: [kind] })) });
}

export type Eventually = z.output<typeof eventually>;
export type Capture = z.output<typeof capture>;
