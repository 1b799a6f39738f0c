import { envOfSecurity } from '../../../services/tram/index.ts';
import type { StackChoice } from './protocol.ts';

/** What services and relay are told of how to speak to the broker, besides where it is. */
export function brokerEnv(stack: StackChoice): Record<string, string> {
  return stack.kind === 'external' ? envOfSecurity(stack.security ?? {}) : {};
}
