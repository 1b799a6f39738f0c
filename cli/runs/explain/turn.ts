import type { Hop } from '../../model/hop.ts';
import { stepsIn } from '../../model/sagas/saga-steps.ts';
import type { SagaProgress, StepProgress } from '../../model/sagas/saga-progress.ts';
import type { SagaView } from '../../model/sagas/saga-view.ts';
import { statusWord } from '../../reporters/text/saga-text.ts';
import { causesOf, nearest, type Told } from './ancestry.ts';
import { inBrackets } from './proof.ts';
import { commandOf, stepOf } from './step-of.ts';

/** Why a saga turned back: the reply that said no, with where it was decided; else what ran out of time. */
export function turnSentence(told: Told, { saga, instance }: SagaView, { steps }: SagaProgress): string {
  const turn = told.chain.find(
    ({ kind, type, ref }) =>
      kind === 'saga' && ref.saga === saga && ref.instance === instance && isBack(type),
  );
  const causes = turn === undefined ? [] : causesOf(told, turn);
  const refusal = causes.find(({ ref }) => ref.outcome === 'FAILURE');
  const ofIt = causes.filter(({ ref }) => ref.message === refusal?.ref.message);
  const reply = nearest(ofIt, 'outbox') ?? nearest(ofIt, 'record') ?? refusal;
  if (reply !== undefined) return `It turned back because ${replyText(told, reply)}.`;
  const late = steps.filter(({ status }) => status === 'timed-out').map(({ name }) => name);
  if (late.length > 0) return `It turned back because ${late.join(' and ')} ran out of time.`;
  return 'It turned back; no refusal in this chain says why.';
}

/** `do-payment timed out: payment replied PaymentUnavailable (FAILURE) to DoPayment (message …)` */
function replyText(told: Told, reply: Hop): string {
  const command = commandOf(told, reply);
  const asked = command === undefined ? '' : ` to ${command.type}`;
  const said = `${reply.service || 'a participant'} replied ${reply.type} (FAILURE)${asked}${inBrackets(reply)}`;
  const step = stepOf(told, reply);
  const { saga = '' } = reply.ref;
  if (step === undefined) return said;
  return `${step} ${isTimeout(told, saga, step, reply.type) ? 'timed out' : 'was refused'}: ${said}`;
}

/** How a step stands, in a word or two; a reply that says that nobody answered in time is no refusal. */
export function stepWord(
  told: Told,
  { saga, instance }: SagaView,
): (step: Pick<StepProgress, 'name' | 'status'>) => string {
  return ({ name, status }) => {
    if (status !== 'refused') return statusWord(status);
    const failure = told.chain.findLast(
      (hop) =>
        hop.kind === 'outbox' &&
        hop.ref.saga === saga &&
        hop.ref.instance === instance &&
        hop.ref.outcome === 'FAILURE' &&
        stepOf(told, hop) === name,
    );
    return failure && isTimeout(told, saga, name, failure.type) ? 'timed out' : statusWord(status);
  };
}

function isTimeout({ model }: Told, saga: string, step: string, reply: string): boolean {
  const definition = model.system.sagas[saga];
  const steps = definition ? stepsIn(definition) : [];
  return steps.some(({ name, timeouts }) => name === step && timeouts.includes(reply));
}

function isBack(state: string): boolean {
  return state === 'COMPENSATED' || state.startsWith('undo ');
}
