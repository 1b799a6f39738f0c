import type { ControlVerb } from '../../stack/lab.ts';
import { thereIsNo } from '../../systems/nearest.ts';

/** A line that was typed. */
export type PlainCommand =
  | { readonly kind: 'run'; readonly scenario: string; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'control'; readonly verb: ControlVerb; readonly process: string }
  | { readonly kind: 'arm'; readonly at: string; readonly do: string; readonly when: string }
  | {
      readonly kind:
        'stop-run' | 'disarm' | 'chain' | 'explain' | 'sagas' | 'addresses' | 'help' | 'quit' | 'nothing';
    }
  | { readonly kind: 'wrong'; readonly error: string };

export const plainHelp = [
  'run NAME, with name=value for its variables: run a scenario.',
  'stop-run: stop the scenario that runs.',
  'chain: what followed from the last request, hop by hop.',
  'explain: the same in a few sentences.',
  'sagas: where each saga is.',
  'addresses: where the pages, the services, the broker and the databases are.',
  'stop, start, kill, restart, pause or resume PROCESS, such as stop relay.',
  'arm PLACE WHAT, such as arm relay.order-db.after-commit crash; a third word says when. disarm takes all back.',
  'quit.',
] as const;

const simple = ['stop-run', 'disarm', 'chain', 'explain', 'sagas', 'addresses', 'help', 'quit'] as const;
const verbs = [
  'stop',
  'start',
  'kill',
  'restart',
  'pause',
  'resume',
] as const satisfies readonly ControlVerb[];

export function parseCommand(line: string): PlainCommand {
  const [word = '', ...rest] = line.trim().split(/\s+/);
  const [first] = rest;
  if (word === '') return { kind: 'nothing' };
  const plain = simple.find((each) => each === word);
  if (plain !== undefined) {
    const extra = rest.find((each) => each !== 'last');
    return extra === undefined ? { kind: plain } : wrong(`${word} takes no word, not "${extra}".`);
  }
  const verb = verbs.find((each) => each === word);
  if (verb !== undefined)
    return first === undefined || rest.length > 1
      ? wrong(`${word} takes the name of one process, such as ${word} relay.`)
      : { kind: 'control', verb, process: first };
  if (word === 'run') return runOf(rest);
  if (word === 'arm') return armOf(rest);
  const names = [...simple, ...verbs, 'run', 'arm'];
  return wrong(`${thereIsNo('command', word, names)} help tells them all.`);
}

function runOf([scenario, ...pairs]: readonly string[]): PlainCommand {
  if (scenario === undefined) return wrong('run takes the name of a scenario, such as run approve.');
  const variables: Record<string, string> = {};
  for (const pair of pairs) {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) return wrong(`A variable is name=value, not "${pair}".`);
    variables[name] = value;
  }
  return { kind: 'run', scenario, variables };
}

function armOf([at, action, when = 'once', ...more]: readonly string[]): PlainCommand {
  if (at === undefined || action === undefined || more.length > 0)
    return wrong('arm takes a place and what happens there, such as arm relay.order-db.after-commit crash.');
  return { kind: 'arm', at, do: action, when };
}

function wrong(error: string): PlainCommand {
  return { kind: 'wrong', error };
}
