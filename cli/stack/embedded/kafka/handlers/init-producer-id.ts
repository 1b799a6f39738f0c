import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { errorCode } from '../protocol/error-code.ts';
import type { initProducerId } from '../protocol/init-producer-id.ts';
import { attempt } from './attempt.ts';
import type { RequestContext } from './context.ts';

export async function handleInitProducerId(
  { transactionalId }: RequestOf<typeof initProducerId>,
  { broker }: RequestContext,
): Promise<ResponseOf<typeof initProducerId>> {
  const refused = { throttleMs: 0, producerId: -1n, producerEpoch: -1 };
  if (transactionalId !== null) return { ...refused, errorCode: errorCode.unsupportedVersion };
  let producerId = -1n;
  const code = await attempt(broker, () => {
    producerId = broker.producerIds.next();
  });
  return { ...refused, errorCode: code, producerId, producerEpoch: code === errorCode.none ? 0 : -1 };
}
