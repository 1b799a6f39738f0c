import type { Key } from './key.ts';

/** What a user can do, by the name that the palette, the help and the config file know it by. */
export interface Binding {
  readonly action: string;
  readonly keys: readonly Key[];
  readonly group: 'move' | 'look' | 'find' | 'time' | 'drive' | 'screen';
  /** Read as "<key>  <about>". */
  readonly about: string;
}

/** Help, palette and docs are made from this table; keys may be changed in the config file. */
export const bindings = [
  { action: 'next-pane', keys: ['tab'], group: 'move', about: 'next pane' },
  { action: 'previous-pane', keys: ['shift+tab'], group: 'move', about: 'previous pane' },
  { action: 'down', keys: ['j', 'down'], group: 'move', about: 'next row' },
  { action: 'up', keys: ['k', 'up'], group: 'move', about: 'previous row' },
  { action: 'page-down', keys: ['pagedown', 'ctrl+d'], group: 'move', about: 'a page down' },
  { action: 'page-up', keys: ['pageup', 'ctrl+u'], group: 'move', about: 'a page up' },
  { action: 'first', keys: ['g', 'home'], group: 'move', about: 'first row' },
  { action: 'last', keys: ['G', 'end'], group: 'move', about: 'last row' },
  { action: 'follow', keys: ['f'], group: 'move', about: 'follow what is new' },
  { action: 'detail', keys: ['enter'], group: 'look', about: 'all that is known of the row' },
  { action: 'back', keys: ['esc'], group: 'look', about: 'back; then let go of what is chosen' },
  { action: 'zoom', keys: ['+'], group: 'look', about: 'this pane alone, or all again' },
  { action: 'filter', keys: ['/'], group: 'find', about: 'filter, such as type:OrderCreated' },
  { action: 'palette', keys: [':'], group: 'find', about: 'do anything by its name' },
  { action: 'pause', keys: ['space'], group: 'time', about: 'pause the screen; what happens is kept' },
  { action: 'help', keys: ['?'], group: 'screen', about: 'this help' },
  { action: 'quit', keys: ['q', 'ctrl+c'], group: 'screen', about: 'quit' },
] as const satisfies readonly Binding[];

export type ActionName = (typeof bindings)[number]['action'];
