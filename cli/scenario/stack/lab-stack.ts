import type { Lab } from '../../stack/lab.ts';
import type { Stack } from '../ports.ts';
import { records } from './records.ts';

/** The stack of a lab, as the steps of a scenario drive it. */
export function stackOf(lab: Lab): Stack {
  return {
    control: (verb, process) => lab.control(verb, process),
    isUp: async () => (await lab.status()).state === 'up',
    ...records(lab.broker, lab.security),
  };
}
