import type { HopRef } from '../../../model/hop.ts';
import type { TypedCommand } from './commands-of.ts';
import { shellLine } from './words.ts';

/** Whether a broker's address is RabbitMQ's; Kafka's has no scheme. */
export function isAmqp(broker: string): boolean {
  return /^amqps?:/.test(broker);
}

/**
 * What was published to an exchange lies in queues, until it is taken: the queue that it was taken from, or all that the
 * exchange feeds. By the management plugin, whose command takes `guest` for user and password where it is told none. Where
 * it listens AMQP's URL does not say.
 * `broker`: AMQP URL; `management`: its base URL, where it is known.
 */
export function rabbitmqadmin(
  broker: string,
  management: string | undefined,
  { queue, exchange }: HopRef,
): TypedCommand {
  const asked =
    queue === undefined
      ? { about: `the queues that exchange ${exchange ?? ''} is bound to`, list: 'bindings' }
      : { about: `how full queue ${queue} is`, list: 'queues' };
  const { hostname, username, password, pathname } = new URL(broker);
  if (management === undefined)
    return {
      about: asked.about,
      text: `# where the management of RabbitMQ at ${hostname} listens is not known: rabbitmqadmin --host, --port and list ${asked.list}`,
    };
  const vhost = pathname.length > 1 ? decodeURIComponent(pathname.slice(1)) : '/';
  const user = username === '' ? [] : ['--username', decodeURIComponent(username)];
  const secret = password === '' ? [] : ['--password', decodeURIComponent(password)];
  const at = new URL(management);
  const server = ['--host', at.hostname, '--port', at.port, ...user, ...secret, '--vhost', vhost];
  return { about: asked.about, text: shellLine('rabbitmqadmin', ...server, 'list', asked.list) };
}
