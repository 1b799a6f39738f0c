import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCode } from '../../lib/errors.ts';
import type { Check } from '../../checks/check.ts';
import { capturedContext } from '../testing/captured-context.ts';
import { doctor } from './doctor.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'saga-lab-doctor-'));
});
afterAll(() => rm(home, { recursive: true }));

/** Nothing listens there. */
const nowhere = {
  broker: '127.0.0.1:1',
  postgres: 'postgres://u@127.0.0.1:1/postgres',
  mongodb: 'mongodb://127.0.0.1:1/',
};

interface Said {
  readonly code: number;
  readonly checks: ReadonlyMap<string, Check['state']>;
}

async function said(flags: Partial<Parameters<typeof doctor>[1]>): Promise<Said> {
  const { context, written } = capturedContext(home);
  const code = await doctor(context, { system: [], json: true, ...flags });
  const { checks } = JSON.parse(written.stdout) as { checks: Check[] };
  return { code, checks: new Map(checks.map(({ name, state }) => [name, state])) };
}

test('on external servers the first system is asked about, and what another one needs is not missed', async () => {
  const { code, checks } = await said({ stack: 'external', ...nowhere });
  expect(code).toBe(exitCode.stack);
  for (const name of ['Kafka at 127.0.0.1:1', 'PostgreSQL of --postgres', 'MongoDB of --mongodb'])
    expect([name, checks.get(name)]).toEqual([name, 'broken']);
  // Ports are looked at for all of them: it is not known yet which will be started.
  const ports = [...checks.keys()].filter((name) => name.startsWith('port '));
  expect(ports.some((name) => /^port 3000 \(.*\w order-service\b/.test(name))).toBe(true);
  expect(ports).toHaveLength(new Set(ports.map((name) => name.split(' ')[1])).size);
});

test('what a system needs and nobody names is asked for, but not for the SQL alone', async () => {
  const { context, written } = capturedContext(home);
  const asked = { stack: 'external', system: ['shipments'] } as const;
  await expect(doctor(context, asked)).rejects.toThrow('--stack external needs --rabbitmq');
  expect(await doctor(context, { ...asked, sql: true })).toBe(exitCode.pass);
  expect(written.stdout).toContain('CREATE ROLE saga_lab_reader');
});

test('a system on RabbitMQ is not told of a Kafka that does not answer', async () => {
  const rabbitmq = 'amqp://127.0.0.1:1/';
  const { code, checks } = await said({
    stack: 'external',
    ...nowhere,
    rabbitmq,
    system: ['shipments'],
  });
  expect(code).toBe(exitCode.stack);
  expect(checks.get('RabbitMQ')).toBe('broken');
  expect([...checks.keys()].filter((name) => /Kafka|topic|MongoDB/.test(name))).toEqual([]);
});

describe('only what the stack needs is looked at', () => {
  const embedded = 'PostgreSQL for the embedded stack';

  test('embedded: the PostgreSQL that npm brings, and no Docker', async () => {
    const { code, checks } = await said({});
    expect(code).toBe(exitCode.pass);
    expect(checks.get(embedded)).toBe('ok');
    expect(checks.has('Docker')).toBe(false);
  });

  test('compose: Docker, without which a lab cannot start', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = home;
    try {
      const { code, checks } = await said({ stack: 'compose' });
      expect(code).toBe(exitCode.stack);
      expect(checks.get('Docker')).toBe('broken');
      expect(checks.has(embedded)).toBe(false);
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('external: neither of them', async () => {
    const { checks } = await said({ stack: 'external', ...nowhere });
    expect([checks.has(embedded), checks.has('Docker')]).toEqual([false, false]);
  });
});
