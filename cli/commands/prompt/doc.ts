import { docLanguage } from '../../prompt/doc/language.ts';
import { openDocuments } from '../../prompt/doc/session.ts';
import type { CommandContext } from '../context.ts';
import { ask, type AskFlags } from './ask.ts';
import { databaseOf } from './database-of.ts';

/** Reads a document database of the lab. @throws RefusedError, StackError, UsageError */
export async function doc(context: CommandContext, database: string, flags: AskFlags): Promise<number> {
  const { url } = await databaseOf(context, flags.lab, database, 'mongodb');
  const session = await openDocuments(database, url);
  try {
    return await ask(context, session, docLanguage(database), flags);
  } finally {
    await session.close();
  }
}
