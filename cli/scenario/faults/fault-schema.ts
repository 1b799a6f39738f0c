import * as z from 'zod';
import { parseAction, parsePoint, parseTiming } from './grammar.ts';

/** One entry of `faults`: where it strikes, what happens there, and which times. */
export const fault = z.strictObject({
  at: text(
    parsePoint,
    '<service>.<message type, consumer, or METHOD /path>.<seam>, <saga>.<step>.<seam>, or relay.<database or message type>.<seam>; the seam is one of before-handle, after-handle, before-commit, after-commit, after-publish',
  ).describe('Such as customer-service.OrderCreated.before-commit, or checkout.do-payment.after-commit.'),
  do: text(parseAction, 'crash, delay(<duration>), drop, duplicate or fail').describe(
    'crash: kill -9 of the process. delay(2s). drop: never handled, or never published. duplicate: handled, or published, twice. fail: an error is thrown.',
  ),
  when: text(parseTiming, 'once, onCall(n), times(n), always or prob(p) with p from 0 to 1')
    .default('once')
    .describe('Which times that the seam is reached.'),
});

export type Fault = z.output<typeof fault>;

function text(parse: (text: string) => unknown, rule: string) {
  return z.string().refine((value) => parse(value) !== undefined, { message: `must be ${rule}` });
}
