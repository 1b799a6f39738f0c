import type { Bench } from '../bench.ts';
import type { Figure } from '../figure.ts';
import { clientsText, sagaFigures } from './figures.ts';
import { withLoad } from './with-load.ts';

/** Latency, rate and CPU of the saga that the load begins, for each number of clients. */
export const saga: Bench = (context) =>
  withLoad(context, async (load) => {
    const figures: Figure[] = [];
    for (const clients of context.size.clients) {
      context.tell(`sagas, ${clientsText(clients)}`);
      figures.push(...sagaFigures('saga', clientsText(clients), await load(clients, context.size.count)));
    }
    return figures;
  });
