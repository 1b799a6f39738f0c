import type { Hop } from '../../model/hop.ts';
import { undoState } from '../../model/sagas/saga-states.ts';
import { groupsOf, type StepGroup } from '../../model/sagas/saga-steps.ts';
import type { SagaView } from '../../model/sagas/saga-view.ts';
import type { Told } from './ancestry.ts';
import { commandOf, stepOf } from './step-of.ts';

/** The commands that a saga sent and the replies to them, step by step, those of a group side by side. */
export function commandsText(told: Told, { saga, instance }: SagaView): string {
  const { chain, model } = told;
  const definition = model.system.sagas[saga];
  if (!definition) return '';
  const types = typesByStep(
    told,
    chain.filter(({ kind, ref }) => kind === 'outbox' && ref.saga === saga && ref.instance === instance),
  );
  const groups = groupsOf(definition);
  const stages = [
    ...groups.map((group) => stageText(group, (name) => types.get(name))),
    ...groups.toReversed().map((group) => stageText(group, (name) => types.get(undoState(name)))),
  ];
  return stages.filter((stage) => stage !== '').join('; ');
}

/** Of commands, in the order of the chain, each with the replies to it behind it, wherever these stand. */
function typesByStep(told: Told, messages: readonly Hop[]): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  const replies = messages.filter(({ ref }) => ref.form === 'reply');
  for (const command of messages.filter(({ ref }) => ref.form === 'command')) {
    const step = stepOf(told, command);
    if (step === undefined) continue;
    const answers = replies.filter((reply) => commandOf(told, reply)?.ref.message === command.ref.message);
    types.set(step, [...(types.get(step) ?? []), command.type, ...answers.map(({ type }) => type)]);
  }
  return types;
}

/** `DoPayment -> PaymentDone`, or `at the same time CommitReservations -> ReservationsCommitted and ConfirmOrder -> OrderConfirmed` */
function stageText({ steps }: StepGroup, typesOf: (step: string) => readonly string[] | undefined): string {
  const branches = steps.flatMap(({ name }) => {
    const types = typesOf(name);
    return types === undefined ? [] : [types.join(' -> ')];
  });
  return branches.length > 1 ? `at the same time ${branches.join(' and ')}` : branches.join('');
}
