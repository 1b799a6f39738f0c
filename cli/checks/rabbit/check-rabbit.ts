import { deadLetterQueueOf } from '../../../services/tram/index.ts';
import type { Check } from '../check.ts';
import type { RabbitFound } from './look-at-rabbit.ts';
import type { WantedQueue, WantedRabbit } from './wanted-rabbit.ts';

/** Compares what a file says with what a server says. `makes`: the lab declares what is missing when it starts. */
export function checkRabbit(wanted: WantedRabbit, found: RabbitFound, url: string, makes: boolean): Check[] {
  const server = serverOf(url);
  return [
    ...wanted.exchanges.map((exchange): Check => {
      const name = `exchange ${exchange}`;
      if (found.exchanges.has(exchange)) return { name, state: 'ok', detail: 'there' };
      if (makes) return { name, state: 'ok', detail: 'missing; the lab makes it' };
      const fix = `mend its name in topics, or make it: ${server.admin} declare exchange name=${exchange} type=fanout durable=true`;
      return { name, state: 'broken', detail: 'there is none', fix };
    }),
    ...wanted.queues.map((queue) => checkQueue(queue, found.queues.get(queue.queue), server, makes)),
    checkRights(wanted, found, server),
  ];
}

function checkQueue(
  { queue, exchange, isNamed }: WantedQueue,
  ready: number | undefined,
  { admin }: Server,
  makes: boolean,
): Check {
  const name = `queue ${queue}`;
  if (ready !== undefined)
    return { name, state: 'ok', detail: `${ready} ${ready === 1 ? 'message' : 'messages'} ready` };
  if (!isNamed)
    return {
      name,
      state: 'note',
      detail: 'there is none of this name, as tram has it',
      fix: 'nothing to do where the service calls its queue otherwise: only how full it is cannot be shown',
    };
  if (makes) return { name, state: 'ok', detail: 'missing; the lab makes it' };
  const fix = `mend the consumer and its topic in consumers, or make it: ${admin} declare queue name=${queue} durable=true && ${admin} declare binding source=${exchange} destination=${queue} routing_key='#'`;
  return { name, state: 'broken', detail: 'there is none', fix };
}

/** What the server was not asked, as there is no exchange to ask it of, is not claimed. */
function checkRights(wanted: WantedRabbit, { refused, exchanges }: RabbitFound, server: Server): Check {
  const name = 'permissions';
  const asked = wanted.publishes ? 'may read and write the exchanges' : 'may read the exchanges';
  if (exchanges.size === 0) return { name, state: 'note', detail: 'not known before there is an exchange' };
  if (refused.length === 0) return { name, state: 'ok', detail: `${server.user} ${asked}` };
  const queues = wanted.queues.flatMap(({ queue }) => [queue, deadLetterQueueOf(queue)]);
  const names = [...wanted.exchanges, ...queues, 'amq.default'].map(literal);
  const own = `'^(saga-lab-probe-.*|${names.join('|')})$'`;
  const [configure, write, read] = wanted.publishes
    ? [own, own, own]
    : ["'^saga-lab-probe-'", "'^saga-lab-probe-'", own];
  const fix = `rabbitmqctl set_permissions -p ${server.vhost} ${server.user} ${configure} ${write} ${read} (in place of those that it has)`;
  return { name, state: 'broken', detail: refused.join('; '), fix };
}

interface Server {
  readonly user: string;
  readonly vhost: string;
  /** The command of its management plugin, with a place for the password and its port where these are not the usual ones. */
  readonly admin: string;
}

function serverOf(url: string): Server {
  const { username, password, hostname, port, pathname } = new URL(url);
  const user = username === '' ? 'guest' : decodeURIComponent(username);
  const vhost = pathname.length > 1 ? decodeURIComponent(pathname.slice(1)) : '/';
  const management = ['', '5672', '5671'].includes(port) ? '' : ' --port …';
  const secret = ['', 'guest'].includes(password) ? '' : ' --password …';
  return {
    user,
    vhost,
    admin: `rabbitmqadmin --host ${hostname}${management} --username ${user}${secret} --vhost ${vhost}`,
  };
}

function literal(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
