import { newMessageId } from '../../../services/tram/index.ts';
import type { Lab } from '../../stack/lab.ts';
import type { RunPorts } from '../ports.ts';
import { armingThrough } from './arming.ts';
import { stackOf } from './lab-stack.ts';

/** What a lab itself gives to a run; the rest is the run's own. */
export function portsOf(
  lab: Lab,
  own: Pick<RunPorts, 'world' | 'http' | 'seed' | 'emit' | 'signal'>,
): RunPorts {
  const { services } = lab;
  return { ...own, stack: stackOf(lab), faults: armingThrough(lab.faults), services, newId: newMessageId };
}
