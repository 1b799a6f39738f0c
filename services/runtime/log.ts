import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on stdout, one per thing worth telling a person. */
export function createLog(service: string): Log {
  return pino({ base: { service }, timestamp: pino.stdTimeFunctions.isoTime });
}
