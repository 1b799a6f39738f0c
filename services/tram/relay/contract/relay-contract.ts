import { goingOn } from './going-on.ts';
import { publishing } from './publishing.ts';
import { purging } from './purging.ts';
import type { Subject } from './subject.ts';

/** What a relay owes, whichever its mode; that it survives the death of real processes is told in survival.int.test.ts. */
export function relayContract(subject: Subject): void {
  publishing(subject);
  goingOn(subject);
  purging(subject);
}
