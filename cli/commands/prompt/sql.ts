import { sqlLanguage } from '../../prompt/sql/language.ts';
import { openSql } from '../../prompt/sql/session.ts';
import type { CommandContext } from '../context.ts';
import { ask, type AskFlags } from './ask.ts';
import { databaseOf } from './database-of.ts';

/** Reads a PostgreSQL database of the lab. @throws RefusedError, StackError, UsageError */
export async function sql(context: CommandContext, database: string, flags: AskFlags): Promise<number> {
  const { url } = await databaseOf(context, flags.lab, database, 'postgres');
  const session = await openSql(database, url);
  try {
    return await ask(context, session, sqlLanguage(database), flags);
  } finally {
    await session.close();
  }
}
