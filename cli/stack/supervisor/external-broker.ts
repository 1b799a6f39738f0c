import { StackError } from '../../lib/errors.ts';
import { withoutPassword } from '../../lib/without-password.ts';
import { noteRabbit } from '../external-rabbit.ts';
import { missingOn } from '../rabbit-topology.ts';
import { told, type Context, type Stack } from './context.ts';
import { refuseServedGroups } from './external-groups.ts';
import type { StackChoice } from './protocol.ts';
import { prepareRabbit, requireExchanges, topologyOf } from './rabbit-topology.ts';
import { createTopics, requireTopics } from './topics.ts';

type External = Extract<StackChoice, { kind: 'external' }>;

/** The server that the systems are made for. @throws StackError when none is given */
export function externalBroker(
  context: Context,
  servers: External,
): Pick<Stack, 'label' | 'broker' | 'brokerKind'> {
  const { broker: brokerKind, topics, consumers, services, systems } = context.plan;
  const address = brokerKind === 'kafka' ? servers.broker : servers.rabbitmq;
  if (address === undefined)
    throw new StackError(
      `${systems.join(', ')}: made for ${brokerKind}, and no ${brokerKind} server is given. ${needed[brokerKind]}.`,
    );
  const prepare = {
    async kafka() {
      const broker = { address, security: servers.security };
      await refuseServedGroups(broker, consumers);
      // Where all services run already, the lab only looks on.
      if (services.length > 0) await createTopics(broker, topics);
      else await requireTopics(broker, topics);
    },
    async rabbitmq() {
      if (services.length === 0) return requireExchanges(address, context.plan);
      // Before they are made: nothing may be made that `down --purge` would not find.
      await noteRabbit(context.config.files, address, await missingOn(address, topologyOf(context.plan)));
      await prepareRabbit(address, context.plan);
    },
  };
  return {
    label: `external broker ${withoutPassword(address)}`,
    brokerKind,
    broker: told(context, brokerKind, withoutPassword, async () => {
      await prepare[brokerKind]();
      return address;
    }),
  };
}

const needed = {
  kafka: '--broker (or SAGA_LAB_BROKER) names it, such as 127.0.0.1:9092',
  rabbitmq: '--rabbitmq (or SAGA_LAB_RABBITMQ) names it, such as amqp://guest:guest@127.0.0.1:5672',
} as const;
