import * as z from 'zod';
import { defineCommands } from '../../commands/definitions.ts';
import { defineReplies, failure, success } from '../../commands/reply.ts';
import { type SagaDefinition, sagaOf, type Timeout } from '../definition.ts';

const tripData = z.object({
  car: z.boolean(),
  legs: z.array(z.object({ from: z.string(), to: z.string() })),
  booked: z.array(z.string()),
  refusal: z.string().nullable(),
});
export type TripData = z.output<typeof tripData>;

const commands = defineCommands('travel', {
  BookFlight: z.object({ id: z.string(), legs: tripData.shape.legs }),
  CancelFlight: z.object({}),
  BookHotel: z.object({ id: z.string(), after: z.array(z.string()) }),
  CancelHotel: z.object({}),
  BookCar: z.object({}),
  CancelCar: z.object({}),
  Pay: z.object({}),
  SendTickets: z.object({}),
});
const replies = defineReplies({
  Booked: success(z.object({ what: z.string() })),
  Done: success(z.object({})),
  SoldOut: failure(z.object({ why: z.string() })),
});

const { step, pivot, retriable, parallel, local, command } = sagaOf<TripData>();
const backoff = { firstMs: 100, maxMs: 400 };
const nothing = () => ({});
const onReply = {
  Booked: (data: TripData, { what }: { what: string }) => ({ ...data, booked: [...data.booked, what] }),
  SoldOut: (data: TripData, { why }: { why: string }) => ({ ...data, refusal: why }),
};
const undoing = (type: 'CancelFlight' | 'CancelHotel' | 'CancelCar') =>
  command(commands, type, { payload: nothing, replies });

/** One of each kind of step; a car is wanted or not. */
export function tripSaga(
  timeouts: { readonly [step in 'flight' | 'pay' | 'tickets']?: Timeout } = {},
): SagaDefinition<TripData> {
  const limit = (name: keyof typeof timeouts) => (timeouts[name] ? { timeout: timeouts[name] } : {});
  return {
    type: 'TripSaga',
    data: tripData,
    steps: [
      step('note', { action: local(async () => undefined), compensation: local(async () => undefined) }),
      step('flight', {
        action: command(commands, 'BookFlight', {
          payload: ({ legs }, id) => ({ id, legs }),
          replies,
          onReply,
        }),
        compensation: undoing('CancelFlight'),
        ...limit('flight'),
      }),
      parallel('stay', [
        step('hotel', {
          action: command(commands, 'BookHotel', {
            payload: ({ booked }, id) => ({ id, after: booked }),
            replies,
            onReply,
          }),
          compensation: undoing('CancelHotel'),
        }),
        step('car', {
          when: ({ car }) => car,
          action: command(commands, 'BookCar', { payload: nothing, replies, onReply }),
          compensation: undoing('CancelCar'),
          backoff,
        }),
      ]),
      pivot('pay', {
        action: command(commands, 'Pay', { payload: nothing, replies, onReply }),
        ...limit('pay'),
      }),
      retriable('tickets', {
        action: command(commands, 'SendTickets', { payload: nothing, replies }),
        backoff,
        ...limit('tickets'),
      }),
    ],
  };
}
