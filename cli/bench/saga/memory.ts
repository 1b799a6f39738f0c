import type { Bench } from '../bench.ts';
import { byPart } from '../by-part.ts';
import { memoryByPart } from '../processes/memory.ts';
import { withLoad } from './with-load.ts';

/** Proportional set size of all processes, as found and after sagas. */
export const memory: Bench = async (context) => {
  const { lab, size, tell } = context;
  tell('memory');
  const before = await memoryByPart(lab);
  await withLoad(context, (load) => load(Math.max(...size.clients), size.count));
  const after = await memoryByPart(lab);
  return [
    ...byPart('memory', 'PSS as found', 'MB', before),
    ...byPart('memory', `PSS after ${size.count + size.warmUp} sagas`, 'MB', after),
  ];
};
