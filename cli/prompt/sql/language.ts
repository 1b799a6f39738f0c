import type { Language } from '../session.ts';
import { splitStatements } from './statements.ts';

export function sqlLanguage(database: string): Language {
  return {
    prompt: `${database}=> `,
    more: `${database}-> `,
    greeting: `${database}, read-only: select ...; \\dt for the tables, \\? for help, \\q to leave\n`,
    split: splitStatements,
    isQuit: (statement) => statement === '\\q',
  };
}
