import { expect, test } from 'vitest';
import { LabInfo } from './lab-info.ts';

const endpoints = { services: {}, databases: {}, broker: '127.0.0.1:9092' };

function told() {
  const heard: string[] = [];
  const info = new LabInfo({
    starting: { source: 'live', systems: [], label: '', lab: 'default', state: 'starting', detail: 'kafka' },
    changed: () => undefined,
    news: ({ text }) => heard.push(text),
  });
  return { info, heard };
}

test('while a lab starts its processes are not all ready, which is no trouble', () => {
  const { info } = told();
  info.feel({ state: 'degraded', trouble: 'relay is starting' });
  expect(info.now).toMatchObject({ state: 'starting', detail: 'kafka' });
  expect(info.now.trouble).toBeUndefined();
});

test('of a lab that is up the header says how it is, and that it is well again', () => {
  const { info, heard } = told();
  info.inform({ detail: '', endpoints });
  info.feel({ state: 'degraded', trouble: 'relay is stopped' });
  expect(info.now).toMatchObject({ state: 'degraded', trouble: 'relay is stopped' });
  info.feel({ state: 'up', trouble: undefined });
  expect(info.now.state).toBe('up');
  expect(info.now.trouble).toBeUndefined();
  expect(heard).toEqual([]);
});

test('that it is gone is told once, however often it does not answer', () => {
  const { info, heard } = told();
  info.inform({ endpoints });
  info.feel({ state: 'up', trouble: undefined });
  info.feel({ state: 'gone', trouble: 'lab default is gone', because: 'it was stopped' });
  info.feel({ state: 'gone', trouble: 'lab default is gone' });
  expect(info.now).toMatchObject({ state: 'gone', trouble: 'lab default is gone' });
  expect(heard).toEqual(['lab default is gone. it was stopped']);
});

test('so is that memory cannot be put on disk, which stands beside how the lab is until it can', () => {
  const { info, heard } = told();
  info.inform({ endpoints });
  info.feel({ state: 'degraded', trouble: 'relay is stopped' });
  info.spoolFails('no space left on device');
  info.spoolFails('no space left on device');
  expect(info.now.trouble).toMatch(
    /^relay is stopped; what is older stays in memory.*no space left on device/,
  );
  expect(heard).toHaveLength(1);
  info.spoolFails(undefined);
  expect(info.now.trouble).toBe('relay is stopped');
});
