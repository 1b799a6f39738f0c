import { filterFields } from '../filter/fields.ts';
import { bindings, typingKeys, type Binding, type Context } from './actions.ts';
import { groupTitles } from './groups.ts';

const contexts: Readonly<Record<Context, string>> = {
  browse: 'panes',
  detail: 'detail',
  reading: 'help, commands, addresses',
};

/** docs/keys.md, as Markdown. */
export function keysDocument(): string {
  return [
    '# Keys of the dashboard',
    'Made by `npm run docs:keys` from `cli/tui/keys/actions.ts`; do not edit. `?` shows the same on the screen, with the keys of your own.',
    ...Object.entries(groupTitles).flatMap(([group, title]) => [
      `## ${title}`,
      table(
        ['key', 'what it does', 'action', 'where'],
        bindings.filter((binding) => binding.group === group).map((binding) => row(binding)),
      ),
    ]),
    '## While typing',
    'In a filter, a search, the palette and a form nearly every key is text. The others:',
    table(
      ['key', 'what it does'],
      typingKeys.map(({ keys, about }) => [keysText(keys), about]),
    ),
    '## Filter and search',
    'One language for both: `/` hides the rows that do not match, `ctrl+f` hides nothing and goes to those that do (`n` next, `N` previous). All words must match. `type:Order` finds a part of a text, `saga:3` a whole number; `word` alone finds it anywhere in the row, `"two words"` with its space; `-` before any of them turns it round. Case does not matter. A pane whose rows have none of the fields shows them all and says so.',
    table(
      ['field', 'what stands in it'],
      Object.entries(filterFields).map(([field, about]) => [code(`${field}:`), about]),
    ),
    '## Keys of your own',
    'In `saga-lab.config.yaml` in the current folder, else in `$XDG_CONFIG_HOME/saga-lab/config.yaml` (by default `~/.config/saga-lab/config.yaml`):',
    '```yaml\nkeys:\n  zoom: [z]\n  quit: [Q]\ntheme: light\nascii: false\nreducedMotion: false\nmouse: false\n```',
    'Keys given take the place of those of the action. Two actions with one key in one place are refused, and so are actions and keys that are not there. A key is a character, a name (`enter`, `pageup`, …) or `ctrl+` and a letter. `esc` always leads back, `ctrl+c` always quits; `ctrl+a`, `ctrl+b`, `ctrl+s`, `ctrl+o` and `ctrl+j` are left to the terminal multiplexers.',
    '',
  ].join('\n\n');
}

function row({ action, keys, about, in: where }: Binding): string[] {
  const everywhere = where.length === Object.keys(contexts).length;
  const places = everywhere ? 'everywhere' : where.map((context) => contexts[context]).join('; ');
  return [keysText(keys), about, code(action), places];
}

function keysText(keys: readonly string[]): string {
  return keys.map((key) => code(key)).join(' ');
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
