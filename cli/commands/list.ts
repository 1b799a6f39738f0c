import { exitCode } from '../lib/errors.ts';
import { oneLine } from '../reporters/text/fit.ts';
import { readCatalog, shortNames } from '../scenario/catalog.ts';
import { widthOf, type CommandContext } from './context.ts';
import { scenariosDocument } from './scenarios-document.ts';
import { table } from './status-text.ts';

export async function list(
  context: CommandContext,
  flags: { json?: boolean; names?: boolean },
): Promise<number> {
  const { scenarios, invalid } = await readCatalog(context.cwd);
  const { stdout, stderr } = context;
  if (flags.names === true) {
    stdout.write(
      shortNames(scenarios)
        .map((name) => `${name}\n`)
        .join(''),
    );
    return exitCode.pass;
  }
  for (const { error } of invalid) stderr.write(`not listed: ${error.message}\n`);
  if (flags.json === true) {
    stdout.write(scenariosDocument(scenarios));
    return exitCode.pass;
  }
  const rows = scenarios.map(({ id, scenario }) => [id, scenario.tags.join(','), oneLine(scenario.about)]);
  stdout.write(
    table(rows)
      .map((line) => `${elideEnd(line, widthOf(context))}\n`)
      .join(''),
  );
  return exitCode.pass;
}

// The beginning of a story says more than its two ends.
function elideEnd(line: string, width: number): string {
  const characters = Array.from(line);
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join('')}…`;
}
