import * as z from 'zod';
import {
  capture,
  eventually,
  methods,
  oneOf,
  requestFields,
  scalar,
  slug,
  status,
} from '../scenario/schema-parts.ts';

const request = oneOf(
  methods,
  z.strictObject({
    ...requestFields,
    status: status.optional(),
    capture: capture.optional(),
  }),
);

const vars = z.record(z.string(), scalar).default({});
const mix = z
  .record(z.string(), z.array(scalar).min(1))
  .default({})
  .describe('Values of which `soak` draws one each time, by its seed; `bench` has those of `vars`.');

/** The load file, which a system names: how a saga is begun, as often as one likes. Format: docs/formats.md. */
export const loadSchema = z.strictObject({
  about: z.string().default(''),
  saga: slug.describe('Which saga of the system is begun: its instance says when it has ended.'),
  key: z.string().min(1).describe("The key of the saga's instance, such as '{{orderId}}'."),
  shared: z
    .strictObject({
      sagas: z.int().min(1).describe('So many sagas share what these steps make.'),
      vars,
      mix,
      steps: z.array(request).min(1),
    })
    .optional(),
  vars: vars.describe('Set anew for each saga.'),
  mix,
  prepare: z.array(request).default([]).describe('Done for each saga before it begins.'),
  start: request.describe('Begins the saga: its time is counted from here.'),
  after: eventually
    .optional()
    .describe('Holds when all that follows from a saga is done: of the last one `bench` waits for it.'),
});

export type LoadStory = z.output<typeof loadSchema>;
export type LoadRequest = z.output<typeof request>;
