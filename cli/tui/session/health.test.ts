import { expect, test } from 'vitest';
import { StackError } from '../../lib/errors.ts';
import type { Lab } from '../../stack/lab.ts';
import type { LabStatus, ProcessState } from '../../stack/status.ts';
import { healthOf, heardLab, type Health } from './health.ts';

const relay = (state: ProcessState) => ({
  name: 'relay',
  mode: 'wal' as const,
  pid: 1,
  container: null,
  state,
  lag: { messages: 0, bytes: 0 },
  answers: true,
});

const up: LabStatus = {
  v: 1,
  lab: 'default',
  state: 'up',
  stack: 'embedded',
  systems: [],
  services: [],
  databases: [
    { name: 'order-db', kind: 'postgres', url: '', pid: 2, container: null },
    { name: 'history', kind: 'mongodb', url: '', pid: 3, container: null },
  ],
  brokers: [],
  relays: [relay('ready')],
};
const degraded: LabStatus = { ...up, state: 'degraded' };

test('a lab that is up has no trouble', () => {
  expect(healthOf(up)).toEqual({ state: 'up', trouble: undefined });
});

test.each([
  ['stopped', 'relay is stopped: `:start relay`'],
  ['paused', 'relay is paused: `:resume relay`'],
  ['restarting', 'relay died and is started again'],
  ['failed', 'relay dies at every start: saga-lab logs relay says why'],
] as const)('of a relay that is %s it is said what to do', (state, trouble) => {
  expect(healthOf({ ...degraded, relays: [relay(state)] })).toEqual({ state: 'degraded', trouble });
});

test('of a process that cannot run it is said why, and of one that hangs that it does', () => {
  const detail = 'its port 8081 is taken by another program (pid 7: node)';
  expect(healthOf({ ...degraded, relays: [{ ...relay('restarting'), detail }] }).trouble).toBe(
    `relay cannot be started: ${detail}`,
  );
  expect(healthOf({ ...degraded, relays: [{ ...relay('ready'), answers: false }] }).trouble).toBe(
    'relay does not answer',
  );
});

test('a server that does not run is named as it is driven, once', () => {
  const databases = up.databases.map((each) => ({ ...each, pid: null }));
  expect(healthOf({ ...degraded, databases }).trouble).toBe(
    'postgres does not run: `:start postgres`; mongo does not run: `:start mongo`',
  );
});

const status = () => Promise.reject(new StackError('connect ECONNREFUSED'));

test('a lab that does not answer, or goes down, is gone; whoever asked is still told why', async () => {
  expect(healthOf({ ...up, state: 'down' })).toMatchObject({ state: 'gone' });
  const heard: Health[] = [];
  const lab = heardLab({ name: 'default', status } as unknown as Lab, (health) => heard.push(health));
  await expect(lab.status()).rejects.toThrow('ECONNREFUSED');
  const trouble = 'lab default is gone: q, then saga-lab tui starts another';
  expect(heard).toEqual([{ state: 'gone', trouble, because: 'connect ECONNREFUSED' }]);
});

test('of a server in a container it is said how it is, by the name under which it is driven', () => {
  const inContainer = { pid: null, url: '', state: 'stopped' as const };
  const brokers = [{ ...inContainer, name: 'kafka', kind: 'kafka' as const, container: 'shop-kafka-1' }];
  const databases = ['order-db', 'stock-db'].map((name) => ({
    ...inContainer,
    name,
    kind: 'postgres' as const,
    container: `shop-${name}-1`,
    state: name === 'order-db' ? ('paused' as const) : ('ready' as const),
  }));
  expect(healthOf({ ...degraded, stack: 'compose', brokers, databases }).trouble).toBe(
    'kafka is stopped: `:start kafka`; order-db is paused: `:resume order-db`',
  );
});
