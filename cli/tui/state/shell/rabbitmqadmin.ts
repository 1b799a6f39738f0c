import type { HopRef } from '../../../model/hop.ts';
import type { TypedCommand } from './commands-of.ts';
import { shellLine } from './words.ts';

/** Whether a broker's address is RabbitMQ's; Kafka's has no scheme. */
export function isAmqp(broker: string): boolean {
  return /^amqps?:/.test(broker);
}

/**
 * What was published to an exchange lies in queues, until it is taken: the queue that it was taken from, or all that the
 * exchange feeds. By the management plugin, whose command takes `guest` for user and password where it is told none, and
 * port 15672: AMQP's URL does not say which it is.
 * `broker`: AMQP URL.
 */
export function rabbitmqadmin(broker: string, { queue, exchange }: HopRef): TypedCommand {
  const { hostname, username, password, pathname } = new URL(broker);
  const vhost = pathname.length > 1 ? decodeURIComponent(pathname.slice(1)) : '/';
  const user = username === '' ? [] : ['--username', decodeURIComponent(username)];
  const secret = password === '' ? [] : ['--password', decodeURIComponent(password)];
  const server = ['rabbitmqadmin', '--host', hostname, ...user, ...secret, '--vhost', vhost];
  return queue === undefined
    ? {
        about: `the queues that exchange ${exchange ?? ''} is bound to`,
        text: shellLine(...server, 'list', 'bindings'),
      }
    : { about: `how full queue ${queue} is`, text: shellLine(...server, 'list', 'queues') };
}
