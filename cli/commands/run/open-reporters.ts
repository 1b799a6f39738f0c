import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { toError, UsageError } from '../../lib/errors.ts';
import { makeFolder } from '../../lib/make-folder.ts';
import type { Reporter } from '../../reporters/reporter.ts';
import { reporters, type ReporterName } from '../../reporters/reporters.ts';
import { keepRecording, type KeptRecording } from '../../runs/kept-recording.ts';
import { retell } from '../../runs/retell.ts';
import { thereIsNo } from '../../systems/nearest.ts';
import { wantsColor, widthOf, type CommandContext } from '../context.ts';

interface OpenReporters extends Reporter {
  /** To be told what the run observes; undefined where no reporter asks for it. */
  readonly kept: KeptRecording | undefined;
  close(): void;
}

interface Wanted {
  readonly name: ReporterName;
  readonly file: string | undefined;
}

/** Readable beside another reporter on stdout; all others are one document of their own. */
const sociable: ReadonlySet<ReporterName> = new Set(['github']);

/** Show what was observed, and not only what came of it: for these it is kept in memory. */
const observing: ReadonlySet<ReporterName> = new Set(['html']);

/** Opens what `--reporter name[=file]` asks for; `list` where nothing is asked. @throws UsageError */
export function openReporters(context: CommandContext, flags: readonly string[]): OpenReporters {
  const wanted = (flags.length === 0 ? ['list'] : flags).map(parseFlag);
  const onStdout = wanted.filter(({ name, file }) => file === undefined && !sociable.has(name));
  if (onStdout.length > 1) {
    const [first, second] = onStdout;
    throw new UsageError(
      `The reporters ${first!.name} and ${second!.name} would both write to stdout; give one a file: --reporter ${second!.name}=FILE.`,
    );
  }
  const kept = wanted.some(({ name }) => observing.has(name)) ? keepRecording() : undefined;
  const opened = wanted.map((each) => openOne(context, each, kept));
  return {
    kept,
    on: (event) => opened.forEach(({ reporter }) => reporter.on(event)),
    close: () => opened.forEach(({ close }) => close()),
  };
}

function parseFlag(flag: string): Wanted {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(flag) ?? [];
  if (!isReporter(name)) throw new UsageError(thereIsNo('reporter', name, Object.keys(reporters)));
  if (file === '') throw new UsageError(`--reporter ${name}= lacks the file's name.`);
  return { name, file };
}

function isReporter(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

function openOne(
  context: CommandContext,
  { name, file }: Wanted,
  kept: KeptRecording | undefined,
): { reporter: Reporter; close: () => void } {
  const make = reporters[name];
  const retold = () => {
    const recording = kept?.recording();
    return recording && retell(recording);
  };
  const extras = { ...summaryOf(context.env['GITHUB_STEP_SUMMARY']), retold };
  if (file === undefined) {
    const { stdout, env } = context;
    const write = (text: string) => stdout.write(text);
    const color = wantsColor(env, stdout.isTTY);
    const options = { write, color, width: widthOf(context), tty: stdout.isTTY, ...extras };
    return { reporter: make(options), close: () => undefined };
  }
  const descriptor = openFile(resolve(context.cwd, file), `--reporter ${name}=${file}`);
  const write = (text: string) => void writeSync(descriptor, text);
  const reporter = make({ write, color: false, width: 120, tty: false, ...extras });
  return { reporter, close: () => closeSync(descriptor) };
}

function openFile(path: string, flag: string): number {
  try {
    makeFolder(dirname(path));
    return openSync(path, 'w');
  } catch (thrown) {
    throw new UsageError(`${flag}: cannot write there: ${toError(thrown).message}`, { cause: thrown });
  }
}

function summaryOf(file: string | undefined): { summary?: (markdown: string) => void } {
  return file === undefined || file === '' ? {} : { summary: (markdown) => appendFileSync(file, markdown) };
}
