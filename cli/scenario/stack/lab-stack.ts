import type { Lab } from '../../stack/lab.ts';
import type { Stack } from '../ports.ts';
import { exchangeRecords } from './exchange-records.ts';
import { records } from './records.ts';

const recordsOf = { kafka: records, rabbitmq: exchangeRecords };

/** The stack of a lab, as the steps of a scenario drive it. */
export function stackOf(lab: Lab): Stack {
  return {
    control: (verb, process) => lab.control(verb, process),
    isUp: async () => (await lab.status()).state === 'up',
    ...recordsOf[lab.brokerKind](lab.broker, lab.security),
  };
}
