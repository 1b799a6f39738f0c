import { buildInfo, connectionStatus, getParameter, ping, serverStatus } from './admin.ts';
import { aggregate } from './aggregate.ts';
import type { Command } from './command.ts';
import { count } from './count.ts';
import { deleteCommand } from './delete.ts';
import { distinct } from './distinct.ts';
import { create, drop, dropDatabase } from './drop.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { getMore } from './get-more.ts';
import { hello, isMaster } from './hello.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { killCursors } from './kill-cursors.ts';
import { endSessions, refreshSessions, startSession } from './sessions.ts';
import { listCollections, listDatabases } from './list.ts';
import { update } from './update.ts';

/** Every command by the names that clients use for it. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['aggregate', aggregate],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['connectionStatus', connectionStatus],
  ['count', count],
  ['create', create],
  ['createIndexes', createIndexes],
  ['delete', deleteCommand],
  ['deleteIndexes', dropIndexes],
  ['distinct', distinct],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['dropIndexes', dropIndexes],
  ['endSessions', endSessions],
  ['find', find],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['getMore', getMore],
  ['getParameter', getParameter],
  ['hello', hello],
  ['insert', insert],
  ['isMaster', isMaster],
  ['ismaster', isMaster],
  ['killCursors', killCursors],
  ['killSessions', endSessions],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['listIndexes', listIndexes],
  ['ping', ping],
  ['refreshSessions', refreshSessions],
  ['serverStatus', serverStatus],
  ['startSession', startSession],
  ['update', update],
]);
