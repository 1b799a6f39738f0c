import type { Language, Split } from '../session.ts';

export function docLanguage(database: string): Language {
  return {
    prompt: `${database}> `,
    more: `${database}> `,
    greeting: `${database}, read-only: show collections, or a collection's name; help for more, exit to leave\n`,
    split: splitLines,
    isQuit: (statement) => statement === 'exit' || statement === 'quit',
  };
}

/** Each line is a request. */
function splitLines(text: string): Split {
  return {
    complete: text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    rest: '',
  };
}
