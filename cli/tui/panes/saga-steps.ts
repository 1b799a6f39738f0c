import { sagaChanges } from '../../model/changes/saga-changes.ts';
import type { Hop } from '../../model/hop.ts';
import { elapsedMs } from '../../model/indexes/moment.ts';
import { typeOf } from '../../model/indexes/message-story.ts';
import { causeOf } from '../../model/indexes/transaction.ts';
import type { Model } from '../../model/model.ts';
import { remainingSteps, type RemainingStep } from '../../model/remaining.ts';
import { stepsOf, type SagaStep } from '../../model/sagas/saga-instances.ts';
import { progressOf } from '../../model/sagas/saga-progress.ts';
import type { LoggedSaga } from '../ledger/sagas.ts';
import { stateLines } from './change-lines.ts';
import type { Cell, PaneRow } from './pane.ts';
import { progressCells } from './saga-progress-cells.ts';
import { sign } from './signs.ts';
import { ageOf, shortName } from './texts.ts';

/** Under a saga: the states that it took and why, then who must answer before it ends, and how it may end. */
export function stepRows({ model, instance }: LoggedSaga, saga: PaneRow, chain: readonly Hop[]): PaneRow[] {
  const { states } = instance.saga;
  const steps = stepsOf(model, instance);
  const state = steps.at(-1)?.to ?? '';
  const done = steps.map((step, index) => doneCell(model, step, steps[index - 1], states.transitions));
  const progress = progressOf(model, instance);
  const isOpen = !states.terminal.includes(state);
  const choreographed = () => [
    ...remainingSteps(model, chain).map(remainingCell),
    endCell(states.transitions[state] ?? []),
  ];
  const rest = progress ? progressCells(progress) : isOpen ? choreographed() : [];
  return [...done, ...rest].map((cell, index) => ({
    ...saga,
    id: `${saga.id}/${index}`,
    hops: saga.hops[index] === undefined ? [] : [saga.hops[index]],
    picks: saga.picks && { ...saga.picks, hop: saga.hops[index] ?? saga.picks.hop },
    cells: [cell],
    // Of what is still to come there is nothing to tell yet: it tells of all states.
    ...(index < steps.length && {
      changes: () => stateLines(sagaChanges(model, instance).slice(index, index + 1)),
    }),
  }));
}

/** Of a shorter name too little would be left to tell it. */
const leastName = 16;

function doneCell(
  model: Model,
  { from, to, event: { transaction } }: SagaStep,
  before: SagaStep | undefined,
  transitions: Readonly<Record<string, readonly string[]>>,
): Cell {
  const cause = model.messages.stories.get(causeOf(transaction)?.id ?? '');
  const type = cause ? (typeOf(cause) ?? 'a message') : '';
  const took = before ? ` +${ageOf(elapsedMs(before.event.transaction.at, transaction.at))}` : '';
  const declared = from === null || from === undefined || (transitions[from] ?? []).includes(to);
  const what = declared
    ? `  ${sign.passed} ${to}${took}`
    : `  ${sign.failed} ${to}${took} from ${from}: not declared`;
  return {
    text: type === '' ? what : `${what} on ${type}`,
    shorter: (width) => {
      const room = width - what.length - 4;
      return room < leastName ? what : `${what} on ${shortName(type)(room)}`;
    },
    tone: declared ? 'dim' : 'bad',
  };
}

function remainingCell({ consumer, takes, emits }: RemainingStep): Cell {
  const who = `  ${sign.remaining} ${consumer}`;
  const what = `${who} answers ${takes.join(' or ')}`;
  const forms = [what, `${who} answers`, who];
  return {
    text: `${what} by ${emits.join(' or ')}`,
    shorter: (width) => forms.find((form) => form.length <= width) ?? who,
    tone: 'unsure',
  };
}

function endCell(next: readonly string[]): Cell {
  return { text: `  ${sign.remaining} then ${next.join(' or ')}`, tone: 'dim' };
}
