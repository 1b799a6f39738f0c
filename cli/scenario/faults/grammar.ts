import { type FaultSpec, type Seam, seams } from '../../../services/tram/index.ts';
import { durationMs } from '../duration.ts';

export interface FaultPoint {
  /** A service, or `relay`. */
  readonly process: string;
  readonly handler: string;
  readonly seam: Seam;
}

/** `<process>.<handler>.<seam>`; a handler may have dots of its own. */
export function parsePoint(text: string): FaultPoint | undefined {
  const [, process, handler, last] = /^([^.\s]+)\.(\S(?:.*\S)?)\.([^.]+)$/.exec(text) ?? [];
  const seam = seams.find((each) => each === last);
  return process === undefined || handler === undefined || seam === undefined
    ? undefined
    : { process, handler, seam };
}

export function parseAction(text: string): FaultSpec['do'] | undefined {
  switch (text) {
    case 'crash':
    case 'drop':
    case 'duplicate':
    case 'fail':
      return { kind: text };
    default: {
      const ms = durationMs(/^delay\((.*)\)$/.exec(text)?.[1] ?? '');
      return ms === undefined ? undefined : { kind: 'delay', ms };
    }
  }
}

export function parseTiming(text: string): FaultSpec['when'] | undefined {
  if (text === 'once' || text === 'always') return { kind: text };
  const [, kind, argument = ''] = /^(onCall|times|prob)\(([\d.]+)\)$/.exec(text) ?? [];
  const number = Number(argument);
  if (kind === 'prob' && number >= 0 && number <= 1) return { kind, probability: number };
  if (!Number.isSafeInteger(number) || number < 1) return undefined;
  if (kind === 'onCall') return { kind, call: number };
  return kind === 'times' ? { kind, times: number } : undefined;
}
