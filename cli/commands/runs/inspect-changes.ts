import { stateChangeTexts } from '../../reporters/text/state-changes-text.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import type { Paint } from '../../reporters/text/paint.ts';
import { toldChanges, type ToldSaga } from '../../runs/inspect/told-changes.ts';
import type { SelectedScenario } from '../../runs/select-hops.ts';

/** What each state of each saga changed, a row a line; long lines go on, further to the right. */
export function changesText(selected: readonly SelectedScenario[], width: number, paint: Paint): string[] {
  return selected.flatMap((each) => {
    const told = toldChanges(each);
    const title = paint.strong(each.scenario.title);
    if (told.length === 0) return [title, '  no saga was touched'];
    return [title, ...told.flatMap((saga) => sagaText(saga, width, paint))];
  });
}

function sagaText({ saga, instance, states }: ToldSaga, width: number, paint: Paint): string[] {
  return [
    `  ${saga} ${instance}`,
    ...states
      .flatMap((state) => stateChangeTexts(state, width - 10))
      .flatMap(({ kind, lines }) =>
        lines.map((line, index) => {
          const shown = ' '.repeat((kind === 'commit' ? 4 : 6) + (index === 0 ? 0 : 4)) + line;
          return kind === 'commit' ? paint.dim(shown) : shown;
        }),
      ),
  ];
}

export function changesJson(run: string, selected: readonly SelectedScenario[]): string {
  const scenarios = selected.map((each) => ({ title: each.scenario.title, sagas: toldChanges(each) }));
  return jsonText({ v: 1, run, scenarios }, 2);
}
