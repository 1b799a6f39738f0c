import type { Key } from './key.ts';

/** Where a key is pressed: on the panes, in the detail view, or in a text that lies over the panes. */
export type Context = 'browse' | 'detail' | 'reading';

/** What a user can do, by the name that the palette, the help and the config file know it by. */
export interface Binding {
  readonly action: string;
  readonly keys: readonly Key[];
  readonly group: 'move' | 'look' | 'find' | 'time' | 'drive' | 'screen';
  /** Read as "<key>  <about>". */
  readonly about: string;
  readonly in: readonly Context[];
}

const browse = ['browse'] as const;
const detail = ['detail'] as const;
const anywhere = ['browse', 'detail', 'reading'] as const;

/** Help, palette and docs are made from this table; keys may be changed in the config file. */
export const bindings = [
  { action: 'next-pane', keys: ['tab', 'right'], group: 'move', in: browse, about: 'next pane' },
  { action: 'previous-pane', keys: ['shift+tab', 'left'], group: 'move', in: browse, about: 'previous pane' },
  { action: 'pane-1', keys: ['1'], group: 'move', in: browse, about: 'first pane' },
  { action: 'pane-2', keys: ['2'], group: 'move', in: browse, about: 'second pane' },
  { action: 'pane-3', keys: ['3'], group: 'move', in: browse, about: 'third pane' },
  { action: 'pane-4', keys: ['4'], group: 'move', in: browse, about: 'fourth pane' },
  { action: 'pane-5', keys: ['5'], group: 'move', in: browse, about: 'fifth pane' },
  { action: 'pane-6', keys: ['6'], group: 'move', in: browse, about: 'sixth pane' },
  { action: 'pane-7', keys: ['7'], group: 'move', in: browse, about: 'seventh pane' },
  { action: 'pane-8', keys: ['8'], group: 'move', in: browse, about: 'eighth pane' },
  { action: 'pane-9', keys: ['9'], group: 'move', in: browse, about: 'ninth pane' },
  { action: 'down', keys: ['j', 'down'], group: 'move', in: anywhere, about: 'next row' },
  { action: 'up', keys: ['k', 'up'], group: 'move', in: anywhere, about: 'previous row' },
  { action: 'page-down', keys: ['pagedown', 'ctrl+d'], group: 'move', in: anywhere, about: 'a page down' },
  { action: 'page-up', keys: ['pageup', 'ctrl+u'], group: 'move', in: anywhere, about: 'a page up' },
  { action: 'first', keys: ['g', 'home'], group: 'move', in: anywhere, about: 'first row' },
  { action: 'last', keys: ['G', 'end'], group: 'move', in: anywhere, about: 'last row' },
  {
    action: 'follow',
    keys: ['f'],
    group: 'move',
    in: browse,
    about: 'let go of what is chosen, and follow what is new',
  },
  { action: 'detail', keys: ['enter'], group: 'look', in: browse, about: 'all that is known of the row' },
  {
    action: 'fold',
    keys: ['enter', 'space', 'left', 'right'],
    group: 'look',
    in: detail,
    about: 'fold or unfold; on a neighbour, go there',
  },
  { action: 'cause', keys: ['u'], group: 'look', in: detail, about: 'up the chain: what caused it' },
  { action: 'effect', keys: ['d'], group: 'look', in: detail, about: 'down the chain: what came of it' },
  {
    action: 'back',
    keys: ['esc'],
    group: 'look',
    in: anywhere,
    about: 'back; then let go of the filter, then of what is chosen: a row moved to by hand stays until then',
  },
  { action: 'zoom', keys: ['+'], group: 'look', in: browse, about: 'this pane alone, or all again' },
  { action: 'copy', keys: ['y'], group: 'look', in: anywhere, about: 'copy the row as JSON' },
  {
    action: 'copy-command',
    keys: ['Y'],
    group: 'look',
    in: anywhere,
    about: 'copy the command that gives the same: curl, kcat, rabbitmqadmin, psql or mongosh',
  },
  { action: 'commands', keys: ['w'], group: 'look', in: ['browse', 'detail'], about: 'what you would type' },
  {
    action: 'addresses',
    keys: ['a'],
    group: 'look',
    in: browse,
    about: 'addresses of pages, services, broker and databases',
  },
  { action: 'filter', keys: ['/'], group: 'find', in: browse, about: 'filter, such as type:OrderCreated' },
  {
    action: 'search',
    keys: ['ctrl+f'],
    group: 'find',
    in: browse,
    about: 'search this pane, in the words of the filter; hides nothing',
  },
  { action: 'next-match', keys: ['n'], group: 'find', in: browse, about: 'next match of the search' },
  { action: 'previous-match', keys: ['N'], group: 'find', in: browse, about: 'previous match of the search' },
  { action: 'palette', keys: [':', 'ctrl+p'], group: 'find', in: browse, about: 'do anything by its name' },
  {
    action: 'pause',
    keys: ['space'],
    group: 'time',
    in: browse,
    about: 'pause the screen, or a recording; what happens is kept',
  },
  { action: 'earlier', keys: ['['], group: 'time', in: browse, about: 'one observation back' },
  { action: 'later', keys: [']'], group: 'time', in: browse, about: 'one observation forward' },
  {
    action: 'earlier-event',
    keys: ['{'],
    group: 'time',
    in: browse,
    about: 'back to the previous event of the chosen chain, or ten back',
  },
  {
    action: 'later-event',
    keys: ['}'],
    group: 'time',
    in: browse,
    about: 'forward to the next event of the chosen chain, or ten forward',
  },
  { action: 'beginning', keys: ['0'], group: 'time', in: browse, about: 'the beginning of time' },
  { action: 'live', keys: ['$'], group: 'time', in: browse, about: 'the present, or the end of a recording' },
  {
    action: 'moment',
    keys: ['@'],
    group: 'time',
    in: browse,
    about: 'go to a moment: its number, 50%, or a record',
  },
  { action: 'slower', keys: ['<'], group: 'time', in: browse, about: 'play a recording slower' },
  { action: 'faster', keys: ['>'], group: 'time', in: browse, about: 'play a recording faster' },
  { action: 'run', keys: ['r'], group: 'drive', in: browse, about: 'run a scenario' },
  { action: 'run-again', keys: ['R'], group: 'drive', in: browse, about: 'run the last one again' },
  { action: 'stop-run', keys: ['S'], group: 'drive', in: browse, about: 'stop the scenario that runs' },
  { action: 'request', keys: ['p'], group: 'drive', in: browse, about: 'send one request' },
  { action: 'fault', keys: ['x'], group: 'drive', in: browse, about: 'inject a fault' },
  { action: 'disarm', keys: ['X'], group: 'drive', in: browse, about: 'disarm the injected faults' },
  {
    action: 'control',
    keys: ['c'],
    group: 'drive',
    in: browse,
    about: 'stop, start, kill, pause or resume a process',
  },
  {
    action: 'export',
    keys: ['e'],
    group: 'drive',
    in: browse,
    about: 'export what was seen, or the chosen chain',
  },
  { action: 'theme', keys: ['t'], group: 'screen', in: browse, about: 'next theme' },
  { action: 'mouse', keys: ['m'], group: 'screen', in: browse, about: 'mouse on or off' },
  { action: 'help', keys: ['?'], group: 'screen', in: anywhere, about: 'this help' },
  { action: 'quit', keys: ['q', 'ctrl+c'], group: 'screen', in: anywhere, about: 'quit' },
] as const satisfies readonly Binding[];

export type ActionName = (typeof bindings)[number]['action'];

/** Keys that no table has a say in: while a text is typed, nearly every key is text. */
export const typingKeys = [
  { keys: ['enter'], about: 'do it' },
  { keys: ['esc'], about: 'leave it as it was' },
  { keys: ['backspace'], about: 'take back a character' },
  { keys: ['ctrl+u'], about: 'take back all of them' },
  { keys: ['up', 'down'], about: 'choose an entry, or a field of a form' },
  { keys: ['tab', 'shift+tab'], about: 'next or previous field of a form' },
  { keys: ['left', 'right'], about: 'previous or next choice of a field that has some' },
] as const;
