import type { DraftDatabase } from './draft.ts';
import { flowList, scalar } from './yaml-text.ts';

/** What the sagas may be, as comments: the catalogue knows the default of a state's column, and the labels of an enum; all else are placeholders. */
export function sagaExample(databases: readonly DraftDatabase[]): string[] {
  const likely = databases.flatMap(({ name, proposal }) =>
    (proposal?.tables ?? []).flatMap((table) =>
      table.state === undefined ? [] : [{ name, table, state: table.state }],
    ),
  );
  return likely.flatMap(({ name, table, state }) => {
    const first = state.initial ?? state.labels[0] ?? '<first>';
    const others = state.labels.filter((label) => label !== first);
    const ends = others.length > 0 ? others : ['<done>', '<refused>'];
    return [
      '',
      `# ${table.name}.${state.column} may be the state of a saga${state.labels.length > 0 ? `, one of ${state.labels.join(', ')}` : ''}. If so:`,
      '# sagas:',
      `#   ${table.name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}:`,
      `#     instance: { database: ${name}, table: ${scalar(table.name)}, key: ${scalar(table.key[0] ?? '')}, state: ${scalar(state.column)} }`,
      `#     initial: ${flowList([first])}`,
      '#     transitions:',
      `#       ${scalar(first)}: ${flowList(ends)}`,
      `#     terminal: ${flowList(ends)}`,
    ];
  });
}
