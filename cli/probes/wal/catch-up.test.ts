import { describe, expect, test } from 'vitest';
import type { Lsn, StreamMessage } from '../../../services/tram/index.ts';
import { CatchUp } from './catch-up.ts';

const lsn = (value: number): Lsn => BigInt(value) as Lsn;
const keepalive = (at: number): StreamMessage => ({ kind: 'keepalive', walEnd: lsn(at) });
const commit = (at: number): StreamMessage => ({
  kind: 'commit',
  commitLsn: lsn(at - 1),
  endLsn: lsn(at),
  committedMs: 0,
});
const begin: StreamMessage = { kind: 'begin', xid: 1, commitLsn: lsn(1), committedMs: 0 };

function underTest() {
  const asked: string[] = [];
  const catchUp = new CatchUp({
    from: lsn(10),
    ping: () => asked.push('ping'),
    nudge: () => asked.push('nudge'),
  });
  return { catchUp, asked };
}

/** Whether a promise has settled by now. */
async function state(promise: Promise<void>): Promise<string> {
  return Promise.race([
    promise.then(
      () => 'reached',
      (error: Error) => error.message,
    ),
    new Promise<string>((resolve) => setImmediate(() => resolve('waiting'))),
  ]);
}

const never = new AbortController().signal;

describe('a position is reached', () => {
  test('at once when the stream is past it, without asking', async () => {
    const { catchUp, asked } = underTest();
    await catchUp.reach(lsn(10), never);
    expect(asked).toEqual([]);
  });

  test.each([
    ['a commit', commit(20)],
    ['a keepalive', keepalive(25)],
  ])('with %s at or after it', async (_, message) => {
    const { catchUp, asked } = underTest();
    const reached = catchUp.reach(lsn(20), never);
    expect(asked).toEqual(['ping']);
    catchUp.receive(keepalive(19));
    expect(await state(reached)).toBe('waiting');
    expect(asked).toEqual(['ping', 'ping']);
    catchUp.receive(message);
    expect(await state(reached)).toBe('reached');
  });

  test('after a nudge, once, where the server says again and again that it has no more', async () => {
    const { catchUp, asked } = underTest();
    const reached = catchUp.reach(lsn(20), never);
    for (let answers = 0; answers < 20; answers += 1) catchUp.receive(keepalive(10));
    expect(asked).toEqual(['ping', 'ping', 'ping', 'ping', 'ping', 'nudge']);
    expect(await state(reached)).toBe('waiting');
    catchUp.receive(keepalive(30));
    expect(await state(reached)).toBe('reached');
  });

  test('without a nudge while transactions come', async () => {
    const { catchUp, asked } = underTest();
    const reached = catchUp.reach(lsn(20), never);
    for (let answers = 0; answers < 20; answers += 1) {
      catchUp.receive(keepalive(10));
      catchUp.receive(begin);
    }
    expect(asked).not.toContain('nudge');
    expect(await state(reached)).toBe('waiting');
    catchUp.receive(commit(20));
    expect(await state(reached)).toBe('reached');
  });
});

describe('it is never reached', () => {
  test('when the signal aborts', async () => {
    const { catchUp } = underTest();
    const abort = new AbortController();
    const reached = catchUp.reach(lsn(20), abort.signal);
    abort.abort(new Error('too late'));
    await expect(reached).rejects.toThrow('too late');
    await expect(catchUp.reach(lsn(20), abort.signal)).rejects.toThrow('too late');
  });

  test('when the stream is lost, before or after', async () => {
    const { catchUp } = underTest();
    const reached = catchUp.reach(lsn(20), never);
    catchUp.lose(new Error('gone'));
    await expect(reached).rejects.toThrow('gone');
    await expect(catchUp.reach(lsn(5), never)).rejects.toThrow('gone');
  });
});
