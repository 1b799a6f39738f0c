import { createInterface, type Interface } from 'node:readline';
import { StackError, UserError } from '../lib/errors.ts';
import type { Language, Session } from './session.ts';

interface Typed {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Ends the prompt; its reason is thrown. */
  readonly signal: AbortSignal;
}

/**
 * Asks for statements until the user leaves: lines are edited, arrows go through what was typed before. Ctrl-C ends what
 * runs, or drops what was begun. @throws StackError when the server is lost
 */
export async function readStatements(
  session: Session,
  language: Language,
  { input, output, signal }: Typed,
): Promise<void> {
  const lines = createInterface({
    input,
    output,
    terminal: true,
    prompt: language.prompt,
    historySize: 1000,
  });
  let begun = '';
  let runs = false;
  const say = (text: string) => void output.write(text);
  const ask = () => {
    lines.setPrompt(begun === '' ? language.prompt : language.more);
    lines.prompt();
  };
  const stop = () => lines.close();
  signal.addEventListener('abort', stop, { once: true });
  lines.on('SIGINT', () => {
    say('^C\n');
    if (runs) {
      session.cancel().catch((thrown: unknown) => say(`It cannot be cancelled: ${String(thrown)}\n`));
      return;
    }
    begun = '';
    emptyLine(lines);
    ask();
  });
  say(language.greeting);
  ask();
  try {
    for await (const line of lines) {
      const { complete, rest } = language.split(`${begun}${line}\n`);
      begun = rest;
      for (const statement of complete) {
        if (language.isQuit(statement)) return;
        runs = true;
        say(await told(session, statement));
        runs = false;
      }
      ask();
    }
    signal.throwIfAborted();
    say('\n');
  } finally {
    signal.removeEventListener('abort', stop);
    lines.close();
  }
}

async function told(session: Session, statement: string): Promise<string> {
  try {
    return (await session.run(statement)).text();
  } catch (thrown) {
    if (!(thrown instanceof UserError) || thrown instanceof StackError) throw thrown;
    return `${thrown.message}\n`;
  }
}

/** As Ctrl-E and Ctrl-U do it. */
function emptyLine(lines: Interface): void {
  lines.write(null, { ctrl: true, name: 'e' });
  lines.write(null, { ctrl: true, name: 'u' });
}
