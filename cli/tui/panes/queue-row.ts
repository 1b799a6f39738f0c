import type { QueueFact } from '../../model/observation.ts';
import type { PaneRow } from './pane.ts';
import { sign } from './signs.ts';

/** How full a queue of RabbitMQ is, and its dead-letter queue. */
export function queueRow({ queue, exchange, ready, dead }: QueueFact): PaneRow {
  const waits = ready === null ? 'not there' : `${ready} ready`;
  const setAside = dead === null ? '' : `, ${dead} dead`;
  const mark = dead ? sign.parked : ready ? sign.waiting : ' ';
  const depth = `${waits}${setAside}`;
  return {
    id: `queue:${queue}`,
    picks: null,
    hops: [],
    cells: [
      {
        text: `${mark} queue ${queue} of exchange ${exchange}: ${depth}`,
        shorter: (width) => `${mark} ${nameIn(width - depth.length - 4, queue)}: ${depth}`,
        tone: dead ? 'bad' : ready ? 'unsure' : 'dim',
      },
    ],
    fields: () => ({ topic: exchange, type: 'queue', id: queue }),
    detail: () => ({ queue, exchange, ready, deadLetters: dead }),
  };
}

/** Its beginning says whose it is. */
function nameIn(width: number, queue: string): string {
  return queue.length <= width ? queue : queue.slice(0, Math.max(1, width - 1)) + sign.elision;
}
