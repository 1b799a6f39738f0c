import * as z from 'zod';
import { seams } from './seam.ts';

const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('crash') }),
  z.object({ kind: z.literal('delay'), ms: z.number().min(0) }),
  z.object({ kind: z.literal('drop') }),
  z.object({ kind: z.literal('duplicate') }),
  z.object({ kind: z.literal('fail') }),
]);

const timing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once') }),
  z.object({ kind: z.literal('onCall'), call: z.int().min(1) }),
  z.object({ kind: z.literal('times'), times: z.int().min(1) }),
  z.object({ kind: z.literal('always') }),
  z.object({ kind: z.literal('prob'), probability: z.number().min(0).max(1) }),
]);

/** The faults of one process, as the lab writes them into the process's file. None: disarmed. */
export const armingSchema = z.object({
  /** A new one for every arming: a process that comes back knows by it whether its counts still hold. */
  id: z.string(),
  seed: z.int(),
  faults: z.array(
    z.object({
      /** As the scenario file has it. */
      at: z.string(),
      /** One of the names of a place. */
      handler: z.string(),
      seam: z.enum(seams),
      do: action,
      when: timing,
    }),
  ),
});

export type Arming = z.output<typeof armingSchema>;
export type FaultSpec = Arming['faults'][number];

export type FaultTiming = FaultSpec['when'];

/** What the process answers, in a file beside it: which arming it has taken, and how often each fault's seam was reached. */
export const stateSchema = z.object({ id: z.string(), calls: z.array(z.int()) });
export type ArmingState = z.output<typeof stateSchema>;

/** Where the answer to the arming in `file` is. */
export function stateFileOf(file: string): string {
  return `${file}.state`;
}
