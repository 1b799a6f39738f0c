import { expect, test } from 'vitest';
import { benchText } from './text.ts';

const setting = {
  machine: { cpu: 'A CPU', cores: 2, memoryMb: 8000, platform: 'linux-x64', load: 0.5 },
  versions: { sagaLab: '1.2.3', node: '20.19.0', postgresql: '18.4' },
  stack: 'embedded broker, not Apache Kafka',
  relay: 'wal',
  fsync: 'off',
};

test('names the machine and the versions, and lines the numbers up under one heading a bench', () => {
  const text = benchText(setting, [
    {
      bench: 'saga',
      name: 'latency',
      unit: 'ms',
      samples: 500,
      min: 1,
      p50: 5.5555,
      p95: 10.04,
      p99: 100.4,
      max: 1234.5,
    },
    { bench: 'saga', name: 'sagas per second', unit: '1/s', value: 480.25 },
    { bench: 'memory', name: 'PSS', unit: 'MB', value: 0.5 },
  ]);
  expect(text.split('\n')).toEqual([
    'A CPU, 2 cores, 8000 MB, linux-x64, load 0.50',
    'saga-lab 1.2.3, Node.js 20.19.0, PostgreSQL 18.4, fsync off, relay wal, embedded broker, not Apache Kafka',
    '',
    'saga                  n    p50   p95  p99   max',
    '  latency           500   5.56  10.0  100  1235   ms',
    '  sagas per second         480                   1/s',
    '',
    'memory                n    p50   p95  p99   max',
    '  PSS                    0.500                    MB',
    '',
  ]);
});
