import type { SagaInstance, SagaStep } from '../../model/sagas/saga-instances.ts';

/** Id of the hop that a change of state is in a chain. */
export function sagaHop(
  { saga }: SagaInstance,
  { event: { transaction, index } }: Pick<SagaStep, 'event'>,
): string {
  return `saga:${transaction.database}/${transaction.xid}/${index}/${saga.name}`;
}
