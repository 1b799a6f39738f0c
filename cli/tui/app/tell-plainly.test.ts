import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { play } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Session } from '../session/session.ts';
import type { SessionInfo } from '../state/look.ts';
import { lookOf } from '../state/testing/look.ts';
import { tellPlainly } from './tell-plainly.ts';

function listening(answer: string, info: Partial<SessionInfo> = {}) {
  const { world } = play(system);
  const look = lookOf(system, world.told, info);
  const changed = new Set<() => void>();
  const session: Session = {
    look: () => look,
    perform: () => Promise.resolve({ ok: false, text: answer }),
    onChange(listener) {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    onNews: () => () => undefined,
    close: () => Promise.resolve(),
  };
  const input = new PassThrough();
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const stop = new AbortController();
  const { signal } = stop;
  return { input, lines, changed, stop, over: tellPlainly({ session, input, write, signal }) };
}

test('an answer is one line, whatever characters a service or a recording put into it', async () => {
  const { input, lines, over } = listening('no such\u001B]0;title\u0007 row\nDocument 1 is deleted.');
  input.write('stop-run\n');
  await expect.poll(() => lines.at(-1)).toBe('no such ]0;title  row Document 1 is deleted.');
  input.end('quit\n');
  await over;
});

test('once it is left nothing more is told', async () => {
  const { input, changed, over } = listening('');
  expect(changed.size).toBe(1);
  input.end();
  await over;
  expect(changed.size).toBe(0);
});

test('stopped while the lab comes up, it does not wait for that any longer', async () => {
  const { input, changed, stop, over } = listening('', { state: 'starting' });
  input.write('help\n');
  await expect.poll(() => changed.size).toBe(2);
  stop.abort();
  await over;
  expect(changed.size).toBe(0);
});
