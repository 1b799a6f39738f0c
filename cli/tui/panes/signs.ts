import { glyph } from '../../reporters/list/glyph.ts';
import { hopKinds, type HopKind } from '../../model/hop.ts';

/** Every sign that the dashboard draws, and what stands for it where only ASCII may be printed. All are one column wide. */
const table = {
  passed: ['✔', '+'],
  failed: ['✗', 'x'],
  doubtful: ['?', '?'],
  notApplicable: ['–', '-'],
  /** On its way, and not there yet. */
  waiting: ['◷', 'w'],
  /** Not begun. */
  remaining: ['·', '.'],
  /** Nothing more has to happen. */
  ended: ['●', '*'],
  open: ['○', 'o'],
  parked: ['‖', 'P'],
  retried: ['↻', '%'],
  arrow: ['→', '>'],
  command: ['→', '>'],
  reply: ['←', '<'],
  added: ['+', '+'],
  changed: ['~', '~'],
  removed: ['-', '-'],
  /** The row that is stood on; rows of the same lineage; other rows of the same chain. */
  cursor: ['▸', '>'],
  lineage: ['█', '#'],
  chain: ['▒', ':'],
  critical: ['┃', '|'],
  halfBar: ['▌', '='],
  elision: ['…', '~'],
  caret: ['▏', '|'],
  headRight: ['▸', '>'],
  headLeft: ['◂', '<'],
  dashed: ['╌', '.'],
} as const satisfies Record<string, readonly [string, string]>;

export type Sign = keyof typeof table;

export const sign = Object.fromEntries(Object.entries(table).map(([name, [drawn]]) => [name, drawn])) as {
  readonly [S in Sign]: (typeof table)[S][0];
};

/** Of frames and trees. */
const lines = {
  '─': '-',
  '│': '|',
  '┌': '+',
  '┐': '+',
  '└': '`',
  '┘': '+',
  '├': '|',
  '┤': '|',
  '┴': '+',
  '┬': '+',
  '┼': '+',
  '═': '=',
  '║': '|',
  '╔': '#',
  '╗': '#',
  '╚': '#',
  '╝': '#',
} as const;

const hops = {
  http: '>',
  row: '=',
  outbox: 'o',
  relay: '^',
  record: '#',
  handled: '*',
  duplicate: '0',
  retry: '%',
  parked: 'P',
  saga: '&',
  document: '@',
  fault: '!',
  missing: 'x',
} as const satisfies Record<HopKind, string>;

/** By the sign that it stands for. */
export const asciiSigns: ReadonlyMap<string, string> = new Map<string, string>([
  ...Object.values(table),
  ...Object.entries(lines),
  ...hopKinds.map((kind) => [glyph(kind), hops[kind]] as const),
]);
