import { expect, test } from 'vitest';
import { afterEvent, foundState, parseEvent, unknownState, type ContainerState } from './container-state.ts';

function after(actions: readonly string[], before: ContainerState = unknownState): ContainerState {
  return actions.reduce(
    (state, action) => afterEvent(state, { action, service: 'orders', container: 'shop-orders-1' }),
    before,
  );
}

const container = {
  id: 'f00d',
  name: 'shop-orders-1',
  service: 'orders',
  image: 'shop',
  status: 'running',
  exitCode: 137,
  health: undefined,
  env: new Map<string, string>(),
  ports: new Map<number, number>(),
};

const up = after(['create', 'start', 'health_status: healthy']);

test('a container is starting until the engine finds it healthy', () => {
  expect(after(['create'])).toMatchObject({ state: 'starting', container: 'shop-orders-1' });
  expect(after(['create', 'start'])).toMatchObject({ state: 'starting', restarts: 0 });
  expect(up).toMatchObject({ state: 'ready', restarts: 0 });
});

test('one whose health nobody looks after is ready once it has started', () => {
  expect(after(['create', 'start'], { ...unknownState, isLookedAfter: false }).state).toBe('ready');
});

test('one that dies is counted when it comes back, and ready when it is well again', () => {
  expect(after(['die'], up)).toMatchObject({ state: 'restarting', restarts: 0 });
  expect(after(['die', 'start'], up)).toMatchObject({ state: 'restarting', restarts: 1 });
  expect(after(['die', 'start', 'health_status: healthy'], up)).toMatchObject({
    state: 'ready',
    restarts: 1,
  });
});

test('one that the lab stops, or somebody by hand, is stopped, and its next start is no restart', () => {
  expect(after(['die'], { ...up, isAskedToStop: true }).state).toBe('stopped');
  expect(after(['die', 'stop'], up).state).toBe('stopped');
  expect(after(['die', 'stop', 'start'], up)).toMatchObject({ state: 'starting', restarts: 0 });
});

test.each([
  [0, 'needed', 'restarting', 'stopped'],
  [1, 'needed', 'restarting', 'stopped'],
  [0, 'helper', 'done', 'done'],
  [1, 'helper', 'restarting', 'stopped'],
  [0, 'job', 'done', 'done'],
  [1, 'job', 'failed', 'failed'],
] as const)(
  'one that ends with exit code %i and is a %s, is %s, or found %s',
  (exitCode, part, told, found) => {
    const died = { action: 'die', service: 'orders', container: 'shop-orders-1', exitCode };
    expect(afterEvent(up, died, part).state).toBe(told);
    expect(foundState(up, { ...container, status: 'exited', exitCode }, part).state).toBe(found);
  },
);

test('a job that the lab stops is stopped, whatever its exit code', () => {
  const died = { action: 'die', service: 'orders', container: 'shop-orders-1', exitCode: 143 };
  const asked = { ...up, isAskedToStop: true };
  expect(afterEvent(asked, died, 'job').state).toBe('stopped');
  expect(foundState(asked, { ...container, status: 'exited', exitCode: 143 }, 'job').state).toBe('stopped');
});

test('one that is paused stays so whatever its health was said to be', () => {
  expect(after(['pause', 'health_status: unhealthy'], up).state).toBe('paused');
  expect(after(['pause', 'unpause'], up).state).toBe('ready');
  expect(after(['health_status: unhealthy'], up).state).toBe('failed');
});

test('an event of the engine', () => {
  const attributes = { 'com.docker.compose.service': 'orders', name: 'shop-orders-1', exitCode: '137' };
  const line = {
    status: 'die',
    id: 'f00d',
    Type: 'container',
    Action: 'die',
    Actor: { Attributes: attributes },
  };
  expect(parseEvent(JSON.stringify(line))).toEqual({
    action: 'die',
    service: 'orders',
    container: 'shop-orders-1',
    exitCode: 137,
  });
});

test.each([
  ['running', 'healthy', 'ready'],
  ['running', undefined, 'ready'],
  ['running', 'starting', 'starting'],
  ['running', 'unhealthy', 'failed'],
  ['paused', 'healthy', 'paused'],
  ['restarting', undefined, 'restarting'],
  ['exited', undefined, 'stopped'],
  ['created', undefined, 'stopped'],
])('one that is found %s and %s is %s', (status, health, state) => {
  expect(foundState(unknownState, { ...container, status, health })).toMatchObject({
    state,
    container: 'shop-orders-1',
  });
});
