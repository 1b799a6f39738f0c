import { randomBytes } from 'node:crypto';

export const extension = '.sagarun';

/** `20260102-030405-678-9f3a`: sorts by time (UTC, to the millisecond), and no two runs have the same. */
export function newRunId(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [seconds = '', milliseconds = ''] = time.split('.');
  return `${digits(date)}-${digits(seconds)}-${digits(milliseconds)}-${randomBytes(2).toString('hex')}`;
}

/** When the run of this id began; undefined for a name that is no id. */
export function timeOfRunId(id: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3})-[0-9a-f]{4}$/.exec(id);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, milliseconds] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function digits(text: string): string {
  return text.replaceAll(/\D/g, '');
}
