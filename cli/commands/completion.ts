import type { Command } from 'commander';
import { exitCode, UsageError } from '../lib/errors.ts';
import { shippedRuns } from '../runs/shipped-names.ts';
import { thereIsNo } from '../systems/nearest.ts';
import type { CommandContext } from './context.ts';

interface CommandWords {
  readonly name: string;
  readonly about: string;
  readonly options: readonly { readonly flag: string; readonly about: string }[];
  /** Words that may follow: fixed ones, or those that a command line prints. */
  readonly values: { readonly words?: readonly string[]; readonly from?: string };
}

const runs = { words: ['last'], from: 'saga-lab runs list --names 2>/dev/null' };

const values: Readonly<Record<string, CommandWords['values']>> = {
  run: { from: 'saga-lab list --names 2>/dev/null' },
  demo: { words: shippedRuns },
  schema: { words: ['scenario', 'system', 'load', 'config', 'report'] },
  replay: runs,
  inspect: runs,
  explain: runs,
  check: runs,
  diff: runs,
  export: runs,
  completion: { words: ['bash', 'zsh', 'fish'] },
};

const shells: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = { bash, zsh, fish };

/** The script comes from the program itself, so that it knows every option there is. */
export function completionFor(program: Command) {
  return async ({ stdout }: CommandContext, shell: string): Promise<number> => {
    const print = shells[shell];
    if (print === undefined) throw new UsageError(thereIsNo('completion for', shell, Object.keys(shells)));
    stdout.write(print(wordsOf(program)));
    return exitCode.pass;
  };
}

function wordsOf(program: Command): CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    about: command.description(),
    options: command.options.map(({ long, short, description }) => ({
      flag: long ?? short ?? '',
      about: description,
    })),
    values: values[command.name()] ?? { words: command.commands.map((inner) => inner.name()) },
  }));
}

function bash(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ name, options, values: { words = [], from } }) => {
    const fixed = [...options.map(({ flag }) => flag), ...words].join(' ');
    return `    ${name}) words="${fixed}${from === undefined ? '' : ` $(${from})`}" ;;`;
  });
  return `# saga-lab completion for bash: eval "$(saga-lab completion bash)"
_saga_lab() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_CWORD}:\${COMP_WORDS[1]}" in
    1:*) COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$current")); return ;;
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _saga_lab saga-lab
`;
}

function zsh(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ name, options, values: { words = [], from } }) => {
    const fixed = [...options.map(({ flag }) => flag), ...words].join(' ');
    return `    ${name}) compadd -- ${fixed}${from === undefined ? '' : ` $(${from})`} ;;`;
  });
  return `#compdef saga-lab
# saga-lab completion for zsh: eval "$(saga-lab completion zsh)"
_saga_lab() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, about }) => `      '${name}:${about.replaceAll("'", '')}'`).join('\n')}
    )
    _describe command commands
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
compdef _saga_lab saga-lab
`;
}

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, about, options, values: { words = [], from } }) => {
    const inside = `complete -c saga-lab -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c saga-lab -f -n __fish_use_subcommand -a ${name} -d ${quote(about)}`,
      ...options.map(({ flag, about: text }) => `${inside} -l ${flag.replace(/^--/, '')} -d ${quote(text)}`),
      ...(words.length > 0 ? [`${inside} -f -a ${quote(words.join(' '))}`] : []),
      ...(from === undefined ? [] : [`${inside} -f -a ${quote(`(${from})`)}`]),
    ];
  });
  return `# saga-lab completion for fish: saga-lab completion fish | source\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
