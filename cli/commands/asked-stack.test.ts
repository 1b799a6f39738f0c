import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemSchema } from '../systems/system.ts';
import { askedStack } from './asked-stack.ts';
import type { CommandContext } from './context.ts';
import type { StackFlags } from './stack-options.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'saga-lab-asked-'));
  await writeFile(
    join(cwd, 'saga-lab.config.yaml'),
    `stack: external
relay: polling
broker:
  bootstrap: kafka:9093
  sasl: { mechanism: plain, username: lab, password: '\${env:KAFKA_PASSWORD}' }
postgres: postgres://lab@db/postgres
mongodb: mongodb://docs/
services:
  orders: { url: http://10.0.0.7:8081/ }
`,
  );
});
afterAll(() => rm(cwd, { recursive: true }));

function asked(flags: StackFlags, KAFKA_PASSWORD = 'pw') {
  const context = { cwd, homedir: '/none', env: { KAFKA_PASSWORD } };
  return askedStack(context as unknown as CommandContext, flags);
}

function shop(...services: string[]) {
  const service = { command: ['node', 'main.js'], port: 8081, health: '/health' };
  const described = Object.fromEntries(services.map((name) => [name, service]));
  const system = systemSchema.parse({ version: 1, name: 'shop', databases: {}, services: described });
  return [{ system, file: '/system.yaml', folder: '/' }];
}

test('the config file says which stack, and how to speak to its broker', async () => {
  const { stack, flags } = await asked({});
  expect(flags).toEqual({ stack: 'external', relay: 'polling' });
  expect(stack).toMatchObject({
    kind: 'external',
    broker: 'kafka:9093',
    security: { sasl: { mechanism: 'plain', username: 'lab', password: 'pw' } },
    postgres: 'postgres://lab@db/postgres',
  });
});

test('flags come before it, one by one', async () => {
  const { stack, flags } = await asked({ relay: 'wal', postgres: 'postgres://127.0.0.1/other' });
  expect(flags.relay).toBe('wal');
  expect(stack).toMatchObject({ broker: 'kafka:9093', postgres: 'postgres://127.0.0.1/other' });
  expect((await asked({ stack: 'embedded' })).stack).toEqual({ kind: 'embedded' });
});

async function urls(flags: StackFlags): Promise<readonly (string | undefined)[]> {
  const { systemsOf } = await asked(flags);
  return systemsOf(shop('orders', 'stock')).map(({ system }) => system.services['orders']?.url);
}

test('a service that runs already gets its URL, on external servers only', async () => {
  expect(await urls({})).toEqual(['http://10.0.0.7:8081']);
  expect(await urls({ stack: 'embedded' })).toEqual([undefined]);
});

test('a service whose name is nearly right is asked about; one of another system is none of this', async () => {
  const { systemsOf } = await asked({});
  expect(() => systemsOf(shop('order'))).toThrow(
    /services\.orders: no system here has it; did you mean "order"/,
  );
  expect(systemsOf(shop('stock'))).toHaveLength(1);
});
