import { kafkaConnection, type KafkaSecurity } from '../../../services/tram/index.ts';
import { StackError, toError } from '../../lib/errors.ts';

/** Where a broker is, and how to speak to it. */
export interface BrokerAddress {
  /** host:port, several with commas between. */
  readonly address: string;
  readonly security?: KafkaSecurity | undefined;
}

export type Admin = ReturnType<import('kafkajs').Kafka['admin']>;

/** Does work with an admin client. Rejects with StackError when the broker does not answer or refuses. */
export async function withAdmin<T>(
  { address, security }: BrokerAddress,
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  // Loaded when it is needed: importing it takes as long as the servers take to start.
  const { Kafka, logLevel } = (await import('kafkajs')).default;
  const kafka = new Kafka({
    ...kafkaConnection(address, security),
    clientId: 'saga-lab',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 5000,
    retry: { retries: 3 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (thrown) {
    if (thrown instanceof StackError) throw thrown;
    throw new StackError(`The broker ${address} does not do what is asked: ${toError(thrown).message}`, {
      cause: thrown,
    });
  } finally {
    await admin.disconnect();
  }
}
