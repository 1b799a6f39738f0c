import type { Command } from 'commander';
import { examples, exitCodes } from '../help-examples.ts';
import { bold, plain, section, term, verbatim } from './roff.ts';

const environment = [
  ['SAGA_LAB_HOME', 'the folder of labs, recordings and what was downloaded, in place of the two below'],
  ['XDG_STATE_HOME', 'labs and recordings are in its saga-lab folder; ~/.local/state by default'],
  ['XDG_CACHE_HOME', 'what can be made again is in its saga-lab folder; ~/.cache by default'],
  [
    'XDG_CONFIG_HOME',
    'its saga-lab/config.yaml is read where the current folder has no config file; ~/.config by default',
  ],
  ['SAGA_LAB_CONFIG', 'the config file, as --config'],
  ['NO_COLOR, FORCE_COLOR', 'no colour at all; colour where the output is no terminal'],
  ['DEBUG', 'with any value: the stack of an error is printed'],
] as const;

/** The manual page of the whole program, as roff for `man`. */
export function manPage(program: Command): string {
  const commands = program.commands.flatMap((command) => ownAndInner(command));
  return `${[
    `.TH SAGA\\-LAB 1 "" "saga\\-lab ${plain(program.version() ?? '')}" "User Commands"`,
    section('NAME', `${plain(program.name())} \\- exercise and inspect sagas`),
    section('SYNOPSIS', `${bold(program.name())} \\fIcommand\\fR [\\fIoptions\\fR]`),
    section('DESCRIPTION', plain(program.description())),
    section('COMMANDS', ...commands.map((command) => commandText(program, command))),
    section('EXIT STATUS', ...exitCodes.map(({ code, means }) => term(bold(code), plain(means)))),
    section('ENVIRONMENT', ...environment.map(([name, means]) => term(bold(name), plain(means)))),
    section('EXAMPLES', verbatim(examples.map(({ command }) => `$ ${command}`))),
  ].join('\n')}\n`;
}

function ownAndInner(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap((inner) => ownAndInner(inner));
}

function commandText(program: Command, command: Command): string {
  const help = command.createHelp();
  const usage = help.commandUsage(command).replace(`${program.name()} `, '').replace(' [options]', '');
  return [
    `.SS ${plain(usage)}`,
    plain(help.commandDescription(command)),
    ...help
      .visibleOptions(command)
      .filter(({ long }) => long !== '--help')
      .map((option) => term(bold(help.optionTerm(option)), plain(help.optionDescription(option)))),
  ].join('\n');
}
