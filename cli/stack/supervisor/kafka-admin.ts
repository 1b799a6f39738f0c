import { StackError, toError } from '../../lib/errors.ts';

export type Admin = ReturnType<import('kafkajs').Kafka['admin']>;

/** Does work with an admin client. Rejects with StackError when the broker does not answer or refuses. */
export async function withAdmin<T>(broker: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  // Loaded when it is needed: importing it takes as long as the servers take to start.
  const { Kafka, logLevel } = (await import('kafkajs')).default;
  const kafka = new Kafka({
    brokers: broker.split(','),
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
    throw new StackError(`The broker ${broker} does not do what is asked: ${toError(thrown).message}`, {
      cause: thrown,
    });
  } finally {
    await admin.disconnect();
  }
}
