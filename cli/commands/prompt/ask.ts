import { text as readAll } from 'node:stream/consumers';
import { exitCode, UsageError } from '../../lib/errors.ts';
import { readStatements } from '../../prompt/read-lines.ts';
import type { Answer, Language, Session } from '../../prompt/session.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import type { CommandContext } from '../context.ts';

export interface AskFlags {
  readonly lab: string;
  readonly command: readonly string[];
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Answers what `-c` or stdin asks, else opens the prompt. The first statement that is refused ends a script with code 1. */
export async function ask(
  context: CommandContext,
  session: Session,
  language: Language,
  flags: AskFlags,
): Promise<number> {
  const { terminal, stdin, signal } = context;
  if (flags.json === true && flags.csv === true) throw new UsageError('Only one of --json and --csv can be.');
  if (flags.command.length === 0 && terminal !== undefined) {
    if (flags.json === true || flags.csv === true)
      throw new UsageError('--json and --csv are for scripts: give the statement by -c, or by a pipe.');
    await readStatements(session, language, { input: terminal.input, output: terminal.output, signal });
    return exitCode.pass;
  }
  const texts = flags.command.length > 0 ? flags.command : [await readAll(stdin)];
  const statements = texts.flatMap((text) => {
    const { complete, rest } = language.split(text);
    return rest === '' ? complete : [...complete, rest.trim()];
  });
  const cancel = () => void session.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await answerAll(
      context,
      session,
      statements.filter((each) => !language.isQuit(each)),
      flags,
    );
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  return exitCode.pass;
}

async function answerAll(
  { stdout, signal }: CommandContext,
  session: Session,
  statements: readonly string[],
  { json, csv }: AskFlags,
): Promise<void> {
  const answers: unknown[] = [];
  const print = (answer: Answer) => {
    if (json === true) answers.push(answer.value());
    else stdout.write(csv === true ? answer.csv() : answer.text());
  };
  for (const statement of statements) {
    signal.throwIfAborted();
    print(await session.run(statement));
  }
  if (json === true) stdout.write(`${jsonText({ v: 1, results: answers }, 2)}\n`);
}
