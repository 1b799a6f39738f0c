import { expect, test } from 'vitest';
import { PlayedLab } from '../../scenario/testing/played-lab.ts';
import { system } from '../../scenario/testing/story.ts';
import type { Watched } from '../../scenario/watch.ts';
import type { Lab } from '../../stack/lab.ts';
import { runsIn } from './runs-in.ts';

function watchedBy({ ports, told }: PlayedLab, again: () => Promise<Watched>): Watched {
  let isLetGo = false;
  return {
    systems: [system],
    world: () => (isLetGo ? undefined : ports.world),
    get held() {
      return isLetGo ? 0 : told.told.length;
    },
    letGo: () => void (isLetGo = true),
    again,
    stop: () => Promise.resolve(),
  };
}

function inPlayedLab(signal = new AbortController().signal) {
  const [first, second] = [new PlayedLab(system), new PlayedLab(system)];
  let watchedAnew = 0;
  const anew = watchedBy(second, () => Promise.reject(new Error('once is enough')));
  const watched = watchedBy(first, () => {
    watchedAnew += 1;
    return Promise.resolve(anew);
  });
  const lab: Lab = {
    name: 'default',
    stack: 'embedded',
    label: '',
    status: () => Promise.reject(new Error('nobody is to ask')),
    services: first.ports.services,
    databases: {},
    broker: '127.0.0.1:1',
    brokerKind: 'kafka',
    lines: {},
    logs: {},
    faults: {},
    owned: true,
    control: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const client = { http: first.ports.http, close: () => Promise.resolve() };
  const runs = runsIn({
    opening: Promise.resolve({ lab, watched, client }),
    findScenario: () => Promise.reject(new Error('no scenario is asked for')),
    emit: () => undefined,
    signal,
    idleWindow: 3,
  });
  return { runs, first, second, watchedAnew: () => watchedAnew };
}

const request = {
  kind: 'request',
  service: 'order-service',
  method: 'GET',
  path: '/orders/1',
  body: '',
} as const;

test('a lab in which nothing was missed is not watched anew', async () => {
  const { runs, watchedAnew } = inPlayedLab();
  await runs.request(request);
  expect(watchedAnew()).toBe(0);
});

test('what a probe missed before is no doubt about the next run: the lab is watched anew, once', async () => {
  const { runs, first, second, watchedAnew } = inPlayedLab();
  first.told.tell('views', {
    kind: 'probe',
    probe: 'views order-history-db',
    state: 'gap',
    detail: 'killed',
  });
  await runs.request(request);
  await runs.request(request);
  expect(watchedAnew()).toBe(1);
  expect(second.told.told.map(({ observation }) => observation.kind)).toContain('step');
  expect(first.told.told.map(({ observation }) => observation.kind)).not.toContain('step');
});

test('what is seen between runs is let go of when it is much; the next run is judged by a world of its own', async () => {
  const { runs, first, second, watchedAnew } = inPlayedLab();
  await runs.request(request);
  for (let line = 0; line < 10; line += 1) {
    first.told.tell('views', { kind: 'probe', probe: 'topics', state: 'watching' });
    runs.observed();
  }
  expect(watchedAnew()).toBe(0);
  await runs.request(request);
  expect(watchedAnew()).toBe(1);
  expect(second.told.told.map(({ observation }) => observation.kind)).toContain('step');
});

test('nothing is let go of while a run is judged by it', async () => {
  const { runs, first, watchedAnew } = inPlayedLab();
  const running = runs.request(request);
  for (let line = 0; line < 10; line += 1) {
    first.told.tell('views', { kind: 'probe', probe: 'topics', state: 'watching' });
    runs.observed();
  }
  await running;
  expect(watchedAnew()).toBe(0);
  expect(first.told.told.map(({ observation }) => observation.kind)).toContain('step');
});

test('one at a time', async () => {
  const { runs } = inPlayedLab();
  const first = runs.request(request);
  expect(await runs.request(request)).toMatchObject({
    ok: false,
    text: expect.stringContaining('still running'),
  });
  await first;
});

test('nothing is begun once all is to end', async () => {
  const ending = new AbortController();
  ending.abort(new Error('the screen was left'));
  const { runs, first } = inPlayedLab(ending.signal);
  await expect(runs.request(request)).rejects.toThrow('the screen was left');
  expect(first.requests).toEqual([]);
});
