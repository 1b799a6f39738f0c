import { CommandError, unsupported } from '../errors.ts';
import { toNumber } from '../value/numbers.ts';
import type { Arguments } from './arguments.ts';

/** Fields that any command may carry. */
export const genericFields = [
  '$db',
  '$clusterTime',
  '$readPreference',
  'apiDeprecationErrors',
  'apiStrict',
  'apiVersion',
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'txnNumber',
  'writeConcern',
] as const;

/** Refuses what a generic field asks for and this store does not do. */
export function checkGenericFields(args: Arguments): void {
  if (args.has('startTransaction') || args.has('autocommit'))
    throw unsupported('a multi-document transaction');
  const level = args.docIfAny('readConcern')?.get('level');
  if (level === 'snapshot') throw unsupported("readConcern level 'snapshot'");
  const w = args.docIfAny('writeConcern')?.get('w');
  const members = toNumber(w);
  if (members !== undefined && members > 1)
    throw new CommandError('BadValue', `writeConcern w: ${members} needs more members than the one there is`);
  if (typeof w === 'string' && w !== 'majority') throw unsupported(`writeConcern w: '${w}'`);
}

/** Only the simple binary collation is there. */
export function checkCollation(args: Arguments): void {
  const collation = args.docIfAny('collation');
  if (collation !== undefined && collation.size > 0 && collation.get('locale') !== 'simple')
    throw unsupported('a collation');
}
