import { CommandError } from '../errors.ts';
import type { Namespace } from '../storage/change.ts';
import type { Arguments } from './arguments.ts';
import type { Context } from './command.ts';

const maxDatabaseName = 63;
const maxNamespace = 255;

/** The collection that a command names in its first field. Throws InvalidNamespace. */
export function namespaceOf(args: Arguments, field: string, { db }: Pick<Context, 'db'>): Namespace {
  const collection = args.string(field);
  if (
    collection === '' ||
    collection.includes('\0') ||
    collection.startsWith('.') ||
    collection.startsWith('$')
  )
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${db}.${collection}'`);
  if (Buffer.byteLength(`${db}.${collection}`) > maxNamespace)
    throw new CommandError(
      'InvalidNamespace',
      `Fully qualified namespace is too long. Namespace: ${db}.${collection} Max: ${maxNamespace}`,
    );
  return { db, collection };
}

export function checkDatabaseName(name: string): void {
  if (name === '' || name.length > maxDatabaseName || /[/\\. "$*<>:|?\0]/.test(name))
    throw new CommandError('InvalidNamespace', `Invalid database name: '${name}'`);
}
