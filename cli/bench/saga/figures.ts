import { byPart } from '../by-part.ts';
import { distribution, rounded } from '../distribution.ts';
import type { Figure } from '../figure.ts';
import type { LoadResult } from './load.ts';

export function sagaFigures(
  bench: string,
  what: string,
  { latencies, elapsed, cpuPerSaga }: LoadResult,
): readonly Figure[] {
  return [
    distribution(bench, `${what}: begun -> ended`, 'ms', latencies),
    {
      bench,
      name: `${what}: sagas per second`,
      unit: '1/s',
      value: rounded((latencies.length / elapsed) * 1000),
    },
    ...byPart(bench, `${what}: CPU per saga`, 'ms', cpuPerSaga),
  ];
}

export function clientsText(clients: number): string {
  return clients === 1 ? 'one at a time' : `${clients} clients`;
}
