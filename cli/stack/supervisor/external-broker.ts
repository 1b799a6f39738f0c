import { StackError } from '../../lib/errors.ts';
import { withoutPassword } from '../../lib/without-password.ts';
import { told, type Context, type Stack } from './context.ts';
import { refuseServedGroups } from './external-groups.ts';
import type { StackChoice } from './protocol.ts';
import { prepareRabbit } from './rabbit-topology.ts';
import { createTopics } from './topics.ts';

type External = Extract<StackChoice, { kind: 'external' }>;

/** The server that the systems are made for. @throws StackError when none is given */
export function externalBroker(
  context: Context,
  servers: External,
): Pick<Stack, 'label' | 'broker' | 'brokerKind'> {
  const { broker: brokerKind, topics, consumers, systems } = context.plan;
  const address = brokerKind === 'kafka' ? servers.broker : servers.rabbitmq;
  if (address === undefined)
    throw new StackError(
      `${systems.join(', ')}: made for ${brokerKind}, and no ${brokerKind} server is given. ${needed[brokerKind]}.`,
    );
  const prepare = {
    async kafka() {
      await refuseServedGroups(address, consumers);
      await createTopics(address, topics);
    },
    rabbitmq: () => prepareRabbit(address, context.plan),
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
