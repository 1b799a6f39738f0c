import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { errorCode } from '../protocol/error-code.ts';
import type { findCoordinator } from '../protocol/find-coordinator.ts';
import type { RequestContext } from './context.ts';

const groupKey = 0;

export function handleFindCoordinator(
  request: RequestOf<typeof findCoordinator>,
  { broker }: RequestContext,
): ResponseOf<typeof findCoordinator> {
  if (request.keyType !== groupKey) {
    const errorMessage = 'The embedded broker has no transactions';
    return {
      throttleMs: 0,
      errorCode: errorCode.coordinatorNotAvailable,
      errorMessage,
      nodeId: -1,
      host: '',
      port: -1,
    };
  }
  const { host, port } = broker.address;
  return { throttleMs: 0, errorCode: errorCode.none, errorMessage: null, nodeId: broker.nodeId, host, port };
}
