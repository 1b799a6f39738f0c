import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { databaseEach } from '../../../../cli/test/harness/database-each.ts';
import type { HandlerContext } from '../../consumer/message-handler.ts';
import { creditCommands, creditService } from '../credit-service-fixture.ts';
import { commandHandlers } from '../handlers.ts';
import { unlockType } from './unlock.ts';

let pool: pg.Pool;
let service: Awaited<ReturnType<typeof creditService>>;

databaseEach(async (opened) => {
  pool = opened;
  service = await creditService(pool);
});

const reserve = (saga: string, amount: number, customerId = 7) =>
  service.command('Reserve', { customerId, amount }, saga);
const release = (saga: string) => service.command('Release', { customerId: 7 }, saga);
const unlock = (saga: string) =>
  service.command(unlockType, {}, saga, { resource: 'Customer/7', replyTo: undefined });
const stepOf = (saga: string, name: string) => ({ saga: { type: 'OrderSaga', id: saga, step: name } });
const answered = async () =>
  (await service.replies()).map(
    ({ headers }) => `${headers['commandreply_saga_id'] ?? ''} ${headers['reply_type'] ?? ''}`,
  );

describe('a locked target', () => {
  it('lets its saga in again, and has the commands of others wait in the order in which they came', async () => {
    await reserve('a', 1);
    await reserve('b', 2);
    await reserve('c', 3);
    await reserve('a', 4);
    expect(await answered()).toEqual(['a Reserved', 'a Reserved']);
    expect(await service.stashed()).toEqual([{ saga: 'b' }, { saga: 'c' }]);
    await unlock('a');
    expect(await service.locks()).toEqual([{ target: 'Customer/7', saga: 'b' }]);
    await unlock('b');
    await unlock('c');
    expect((await service.reservations()).map(({ amount }) => amount)).toEqual([1, 4, 2, 3]);
    expect([await service.locks(), await service.stashed()]).toEqual([[], []]);
  });

  it('says with what was stashed what caused the answer', async () => {
    await reserve('a', 1);
    const waiting = await reserve('b', 2);
    await unlock('a');
    const answer = (await service.replies()).at(-1);
    expect(answer?.headers).toMatchObject({
      'causation-id': waiting.id,
      'correlation-id': waiting.headers['correlation-id'],
      reply_to_message_id: waiting.id,
      'saga-locked-target': 'Customer/7',
    });
  });

  it('does not hold up who locks another', async () => {
    await reserve('a', 1, 7);
    await reserve('b', 2, 8);
    expect(await answered()).toEqual(['a Reserved', 'b Reserved']);
  });

  it('lets no later command of a saga overtake one that waits', async () => {
    await reserve('a', 1);
    await reserve('b', 2);
    await release('b');
    expect(await answered()).toEqual(['a Reserved']);
    await unlock('a');
    expect(await answered()).toEqual(['a Reserved', 'b Reserved', 'b Released']);
    expect((await service.reservations()).map(({ saga }) => saga)).toEqual(['a']);
    await unlock('b');
    expect([await service.locks(), await service.stashed()]).toEqual([[], []]);
  });

  it('is waited for no longer once the saga undoes what waits, so that two that wait for each other both end', async () => {
    const undo = (saga: string, name: string) =>
      service.command('Release', { customerId: 0 }, saga, stepOf(saga, `undo ${name}`));
    await reserve('a', 1, 7);
    await reserve('b', 2, 8);
    await service.command('Reserve', { customerId: 8, amount: 3 }, 'a', stepOf('a', 'second'));
    await service.command('Reserve', { customerId: 9, amount: 4 }, 'a', stepOf('a', 'third'));
    await service.command('Reserve', { customerId: 7, amount: 5 }, 'b', stepOf('b', 'second'));
    await undo('a', 'third');
    await undo('a', 'second');
    await undo('a', 'reserve');
    expect((await answered()).slice(2)).toEqual(['a Released', 'a Released', 'a Released']);
    await unlock('a');
    expect((await answered()).at(-1)).toBe('b Reserved');
    await unlock('b');
    await service.command(unlockType, {}, 'b', { resource: 'Customer/8', replyTo: undefined });
    expect((await service.reservations()).map(({ amount }) => amount)).toEqual([1, 2, 5]);
    expect([await service.locks(), await service.stashed()]).toEqual([[], []]);
  });

  it('is not waited for by the compensation of a step that is done beside one that waits', async () => {
    await reserve('a', 1, 7);
    await service.command('Reserve', { customerId: 8, amount: 2 }, 'b', stepOf('b', 'first'));
    await service.command('Reserve', { customerId: 7, amount: 3 }, 'b', stepOf('b', 'second'));
    await service.command('Release', { customerId: 8 }, 'b', stepOf('b', 'undo first'));
    expect(await answered()).toEqual(['a Reserved', 'b Reserved', 'b Released']);
    expect(await service.stashed()).toEqual([{ saga: 'b' }]);
  });

  it('stays with its holder when another gives it back, or the same one twice', async () => {
    await reserve('a', 1);
    await unlock('b');
    expect(await service.locks()).toEqual([{ target: 'Customer/7', saga: 'a' }]);
    await reserve('b', 2);
    await unlock('a');
    await unlock('a');
    expect(await service.locks()).toEqual([{ target: 'Customer/7', saga: 'b' }]);
    expect(service.told().slice(-2)).toEqual(['handled', 'duplicate']);
  });

  it('stays with its holder when what waits cannot be handled, which is told', async () => {
    await reserve('a', 1);
    await reserve('b', 13);
    await unlock('a');
    expect(service.told().slice(-2)).toEqual(['retry 1', 'parked 2']);
    expect(await service.locks()).toEqual([{ target: 'Customer/7', saga: 'a' }]);
    expect(await service.stashed()).toEqual([{ saga: 'b' }]);
  });

  it('is claimed by no command without a saga, at whose end it would be given back', async () => {
    await service.command('Reserve', { customerId: 7, amount: 1 }, 'a', { saga: undefined, key: 'k' });
    expect(service.lines[0]).toMatchObject({
      event: 'parked',
      error: 'Reserve locks Customer/7 and is of no saga, at whose end it would be unlocked',
    });
  });

  it('is claimed by no handler that does not answer, as only the reply tells the saga what to give back', async () => {
    await pool.query('DROP TABLE reservations');
    const silent = await creditService(
      pool,
      commandHandlers<HandlerContext>().on(
        creditCommands,
        { Reserve: () => Promise.resolve() },
        { lock: { Reserve: ({ payload: { customerId } }) => `Customer/${customerId}` } },
      ),
    );
    await silent.command('Reserve', { customerId: 7, amount: 1 }, 'a');
    expect(silent.lines[0]).toMatchObject({
      event: 'parked',
      error: 'Reserve locks Customer/7 and is not answered: only a reply tells its saga what to give back',
    });
    expect(await silent.locks()).toEqual([]);
  });

  it('is passed from saga to saga, one after another, whoever comes and goes at the same time', async () => {
    const sagas = Array.from({ length: 20 }, (_, index) => `s${index}`);
    await Promise.all(
      sagas.map(async (saga, index) => {
        await reserve(saga, index + 20);
        await expect.poll(answered, { timeout: 20_000 }).toContain(`${saga} Reserved`);
        await unlock(saga);
      }),
    );
    expect(await service.reservations()).toHaveLength(20);
    expect([await service.locks(), await service.stashed()]).toEqual([[], []]);
  });
});
