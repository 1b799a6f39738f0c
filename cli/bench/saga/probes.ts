import { startProbes } from '../../probes/start-probes.ts';
import { worldOf } from '../../scenario/world.ts';
import type { Bench, BenchContext } from '../bench.ts';
import type { Figure } from '../figure.ts';
import { clientsText, sagaFigures } from './figures.ts';
import { type Load, withLoad } from './with-load.ts';

/** What it costs to watch: the same load without and with all probes and the model, which run in this process. */
export const probes: Bench = (context) =>
  withLoad(context, async (load) => {
    const figures: Figure[] = [];
    for (const clients of context.size.clients) {
      context.tell(`probes off and on, ${clientsText(clients)}`);
      const measured = await offAndOn(context, load, clients);
      figures.push(...measured);
    }
    return figures;
  });

async function offAndOn(context: BenchContext, load: Load, clients: number): Promise<readonly Figure[]> {
  const { lab, system, size, signal } = context;
  const off = await load(clients, size.count);
  const builder = worldOf(system.system, true);
  const watching = await startProbes(lab, [system], (observation) => builder.observe(observation), signal);
  try {
    const on = await load(clients, size.count);
    return [
      ...sagaFigures('probes', `off, ${clientsText(clients)}`, off),
      ...sagaFigures('probes', `on, ${clientsText(clients)}`, on),
    ];
  } finally {
    await watching.stop();
  }
}
