import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import type { HandlerContext } from '../consumer/message-handler.ts';
import { creditCommands, creditReplies, creditService } from './credit-service-fixture.ts';
import { commandHandlers } from './handlers.ts';
import { reply } from './reply.ts';

let pool: pg.Pool;

databaseEach((opened) => {
  pool = opened;
});

describe('a command', () => {
  it('is carried out and answered in one transaction, with what its sender needs to know it again', async () => {
    const service = await creditService(pool);
    const command = await service.command('Reserve', { customerId: 7, amount: 10 });
    expect(await service.reservations()).toEqual([{ customer: 7, saga: 's1', amount: 10 }]);
    const [answer] = await service.replies();
    expect(answer).toEqual({
      headers: {
        ID: expect.any(String),
        PARTITION_ID: 's1',
        DESTINATION: 'OrderSaga-reply',
        DATE: expect.any(String),
        reply_type: 'Reserved',
        'reply_outcome-type': 'SUCCESS',
        reply_to_message_id: command.id,
        commandreply_type: 'Reserve',
        commandreply__destination: 'credit',
        commandreply_reply_to: 'OrderSaga-reply',
        commandreply_saga_type: 'OrderSaga',
        commandreply_saga_id: 's1',
        commandreply_saga_step: 'reserve',
        'saga-locked-target': 'Customer/7',
        'correlation-id': command.id,
        'causation-id': command.id,
        traceparent: expect.any(String),
      },
      payload: { amount: 10 },
    });
    expect(service.lines).toMatchObject([{ event: 'handled', type: 'Reserve', key: 's1' }]);
  });

  it('that is refused says so', async () => {
    const service = await creditService(pool);
    await service.command('Reserve', { customerId: 7, amount: 101 });
    const [answer] = await service.replies();
    expect(answer?.headers).toMatchObject({ reply_type: 'LimitExceeded', 'reply_outcome-type': 'FAILURE' });
  });

  it('that comes again is carried out and answered once', async () => {
    const service = await creditService(pool);
    const command = await service.command('Reserve', { customerId: 7, amount: 10 });
    await service.deliver(service.recordOf(command));
    expect(await service.replies()).toHaveLength(1);
    expect(await service.reservations()).toHaveLength(1);
    expect(service.told()).toEqual(['handled', 'duplicate']);
  });

  it('whose handler throws is tried again, then parked, and not answered: an error is no refusal', async () => {
    const service = await creditService(pool);
    await service.command('Reserve', { customerId: 7, amount: 13 });
    expect(service.told()).toEqual(['retry 1', 'parked 2']);
    expect(await service.replies()).toEqual([]);
    expect(await service.reservations()).toEqual([]);
    expect(await service.locks()).toEqual([]);
  });

  it.each([
    ['of a type that nobody handles', 'Rserve', {}, 'Nobody handles Rserve on channel credit'],
    [
      'whose payload does not fit',
      'Reserve',
      { customerId: 7 },
      'Payload of Reserve does not fit its schema: amount',
    ],
  ])('%s is parked at once', async (_case, type, payload, error) => {
    const service = await creditService(pool);
    await service.command(type, payload);
    expect(service.told()).toEqual(['parked 1']);
    expect(service.lines[0]?.error).toContain(error);
    expect(await service.rows('SELECT reason FROM parked_messages')).toEqual([{ reason: 'unprocessable' }]);
  });

  it('without an address for the reply is a notification; to answer it is a fault of its handler', async () => {
    const answering = await creditService(pool);
    await answering.command('Reserve', { customerId: 7, amount: 10 }, 's1', { replyTo: undefined });
    expect(answering.lines[0]).toMatchObject({
      event: 'parked',
      error: 'Reply Reserved has nowhere to go: command Reserve has no header command_reply_to',
    });
    await pool.query('DROP TABLE reservations');
    const silent = await creditService(
      pool,
      commandHandlers<HandlerContext>().on(creditCommands, { Release: () => Promise.resolve() }),
    );
    await silent.command('Release', { customerId: 7 }, 's2', { replyTo: undefined });
    expect(silent.told()).toEqual(['handled']);
  });

  it('of no saga is answered by the id of its message', async () => {
    const handlers = commandHandlers<HandlerContext>().on(creditCommands, {
      Release: async () => reply(creditReplies, { type: 'Released', payload: {} }),
    });
    const service = await creditService(pool, handlers);
    const type = 'Release';
    const message = await service.command(type, { customerId: 7 }, 's1', { saga: undefined, key: 'k' });
    const [answer] = await service.replies();
    expect(answer?.headers).toMatchObject({ PARTITION_ID: message.id, reply_to_message_id: message.id });
  });

  it('goes to the handler of its resource', async () => {
    const seen: unknown[] = [];
    const handlers = commandHandlers<HandlerContext>()
      .on(
        creditCommands,
        { Release: async ({ variables }) => void seen.push(variables) },
        { resource: '/customers/{customerId}' },
      )
      .on(creditCommands, { Release: async ({ resource }) => void seen.push(resource) });
    const service = await creditService(pool, handlers);
    await service.command('Release', { customerId: 7 }, 's1', { resource: '/customers/7' });
    await service.command('Release', { customerId: 7 }, 's2', { resource: '/accounts/7' });
    expect(seen).toEqual([{ customerId: '7' }, '/accounts/7']);
  });
});
