import { expect, test } from 'vitest';
import type { FaultLine, Line } from '../observe/line.ts';
import { ArmedFaults } from './armed-faults.ts';
import type { FaultSpec } from './arming.ts';
import { InjectedFault } from './injected-fault.ts';
import type { Place } from './seam.ts';

const place: Place = {
  names: ['OrderCreated', 'invoicing'],
  subject: { correlation: 'c', message: 'm', consumer: 'invoicing' },
};

function fault(spec: Partial<FaultSpec>): FaultSpec {
  const at = 'invoice-service.OrderCreated.before-handle';
  const point = { at, handler: 'OrderCreated', seam: 'before-handle' } as const;
  return { ...point, do: { kind: 'fail' }, when: { kind: 'once' }, ...spec };
}

/** Armed with these; `log` is all that they do, in order. */
function armed(faults: readonly FaultSpec[], calls = faults.map(() => 0)) {
  const log: string[] = [];
  const lines: FaultLine[] = [];
  const write = (line: Line) => {
    lines.push(line as FaultLine);
    log.push('line');
  };
  const reached = new ArmedFaults({
    service: 'invoice-service',
    arming: { id: 'a1', seed: 7, faults: [...faults] },
    calls,
    save: () => log.push(`saved ${calls.join()}`),
    lines: { write, close: () => log.push('lines written') },
    crash: () => log.push('crash'),
  });
  return { reached, log, lines, calls };
}

test('a crash is counted and told before it happens', async () => {
  const { reached, log, lines } = armed([fault({ do: { kind: 'crash' } })]);
  await reached.reach('before-handle', place);
  expect(log).toEqual(['saved 1', 'line', 'lines written', 'crash']);
  expect(lines).toEqual([
    {
      event: 'fault',
      at: expect.any(Number),
      service: 'invoice-service',
      arming: 'a1',
      index: 0,
      point: 'invoice-service.OrderCreated.before-handle',
      do: 'crash',
      call: 1,
      correlation: 'c',
      message: 'm',
      consumer: 'invoicing',
    },
  ]);
});

test('after a restart it goes on counting, so that what struck once does not strike again', async () => {
  const { reached, log } = armed([fault({ do: { kind: 'crash' } })], [1]);
  expect(await reached.reach('before-handle', place)).toBe('go on');
  expect(log).toEqual(['saved 2']);
});

test('another seam, and a handler of another name, are not even counted', async () => {
  const { reached, calls } = armed([fault({}), fault({ handler: 'OrderShipped' })]);
  await reached.reach('after-handle', place);
  expect(calls).toEqual([0, 0]);
  await expect(reached.reach('before-handle', place)).rejects.toThrow(InjectedFault);
  expect(calls).toEqual([1, 0]);
});

test('a handler is meant by any of its names', async () => {
  const { reached } = armed([fault({ handler: 'invoicing' })]);
  await expect(reached.reach('before-handle', place)).rejects.toThrow(
    'Fault injected at invoice-service.OrderCreated.before-handle',
  );
});

test('drop and duplicate are for whoever reached the seam to carry out', async () => {
  for (const kind of ['drop', 'duplicate'] as const) {
    const { reached } = armed([fault({ do: { kind } })]);
    expect(await reached.reach('before-handle', place)).toBe(kind);
    expect(await reached.reach('before-handle', place)).toBe('go on');
  }
});
