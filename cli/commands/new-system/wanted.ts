import { UsageError } from '../../lib/errors.ts';
import { withoutPassword } from '../../lib/without-password.ts';

/** What was said of the system, by flags or by answers; nothing was read yet. */
export interface WantedSystem {
  readonly name: string;
  readonly services: readonly WantedService[];
  readonly databases: readonly WantedDatabase[];
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
}

export interface WantedService {
  readonly name: string;
  readonly command: readonly string[];
  readonly port: number;
  readonly health: string;
}

export interface WantedDatabase {
  readonly name: string;
  readonly kind: 'postgres' | 'mongodb';
  readonly service: string;
  /** Who else gets its URL, such as a relay of the system's own. */
  readonly users: readonly string[];
  /** Whose catalogue is read. */
  readonly from: string | undefined;
}

/** @throws UsageError */
export function nameOf(text: string, what: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(text)) return text;
  throw new UsageError(
    `The name of a ${what} is made of lower-case letters, digits and dashes, beginning with a letter, not ${quoted(text)}.`,
  );
}

/** What was given in the place of something else; of a URL not even what may be asked for after its `?`. */
export function quoted(text: string): string {
  return text.includes('://') ? 'a URL' : `"${withoutPassword(text)}"`;
}

const firstPort = 3000;

/** The first from 3000 on that no service has. */
export function nextPort(services: readonly Pick<WantedService, 'port'>[]): number {
  let port = firstPort;
  while (services.some((service) => service.port === port)) port += 1;
  return port;
}

/** `others` have theirs already. @throws UsageError */
export function portOf(text: string, others: readonly Pick<WantedService, 'name' | 'port'>[]): number {
  const port = wholeNumber(text);
  if (port < 1 || port > 65535) throw new UsageError(`A port is a number from 1 to 65535, not "${text}".`);
  const other = others.find((service) => service.port === port);
  if (other !== undefined) throw new UsageError(`Port ${port} is that of ${other.name}.`);
  return port;
}

/** @throws UsageError */
export function healthOf(text: string): string {
  if (text.startsWith('/')) return text;
  throw new UsageError(`A health path begins with a slash, such as /health, not "${text}".`);
}

/** @throws UsageError */
export function partitionsOf(text: string): number {
  const count = wholeNumber(text);
  if (count >= 1 && count <= 64) return count;
  throw new UsageError(`A topic has 1 to 64 partitions, not "${text}".`);
}

/** @throws UsageError */
export function postgresUrl(text: string): string {
  if (/^postgres(ql)?:\/\/[^/?]+\/[^?]/.test(text)) return text;
  throw new UsageError(
    'A database to read from is a URL with its name, such as postgres://user:password@127.0.0.1:5432/orders.',
  );
}

/** Words between blanks, as a shell makes them: quotes keep blanks, and stand in the middle of a word too. @throws UsageError */
export function commandOf(text: string): readonly string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g);
  if (words === null) throw new UsageError('A service has a command, such as: node orders.js');
  if (/["']/.test(text.replaceAll(quotation, '')))
    throw new UsageError(`A quote in the command is not closed: ${text}`);
  return words.map((word) =>
    word.replaceAll(quotation, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}

const quotation = /"([^"]*)"|'([^']*)'/g;

/** 0 where it is none, or not written in digits alone. */
function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : 0;
}
