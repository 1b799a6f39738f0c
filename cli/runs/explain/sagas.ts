import type { Hop } from '../../model/hop.ts';
import type { SagaView } from '../../model/sagas/saga-view.ts';
import { causesOf, nearest, type Told } from './ancestry.ts';
import type { SagaProgress } from '../../model/sagas/saga-progress.ts';
import { stepsText, wayBackText } from '../../reporters/text/saga-text.ts';
import { inBrackets, proofOf } from './proof.ts';

/** Why each saga is in the state that it ended in, a sentence or two each. */
export function sagaSentences(told: Told, sagas: readonly SagaView[]): string[] {
  return sagas.map((saga) => {
    const name = `${saga.saga} ${saga.instance}`;
    const commit = saga.history.at(-1)?.xid;
    // By its commit: where a saga waited for another, its last state stands in that one's tree, before its first.
    const last = told.chain.find(
      ({ kind, ref }) =>
        kind === 'saga' && ref.saga === saga.saga && ref.instance === saga.instance && ref.xid === commit,
    );
    if (saga.state === '') return `${name} has no row any more.`;
    const end = saga.terminal
      ? `${name} ended ${saga.state}`
      : `${name} is still ${saga.state}, which is not final`;
    if (last === undefined) return `${end}; nothing in this run's chain says why.`;
    return `${end}${because(told, last)}.${history(saga)}${wayBack(told, saga)}`;
  });
}

/** What made the last change of state: the handling of an event, or a request; then the way that led there. */
function because(told: Told, last: Hop): string {
  const causes = causesOf(told, last);
  const maker = nearest(causes.slice(1), 'handled', 'duplicate', 'http');
  const commit = inBrackets(last);
  if (maker === undefined) return `${commit}; what caused it was not seen`;
  if (maker.kind === 'http')
    return ` because of ${maker.label}, which the ${maker.service} answered${commit}; ${proofOf(maker)}`;
  const event = nearest(causes.slice(causes.indexOf(maker)), 'outbox', 'record');
  const which = event === undefined ? '' : ` (${proofOf(event)})`;
  return ` because ${maker.ref.consumer ?? maker.service} handled ${maker.type}${which}${commitOf(last)}${way(causes)}`;
}

function commitOf(hop: Hop): string {
  const { database, xid, lsn } = hop.ref;
  return xid === undefined ? '' : ` and committed ${database ?? ''} xid ${xid} at ${lsn ?? '?'}`;
}

/** `; it all began with POST /orders -> 200: OrderCreated, then CustomerCreditReserved`. */
function way(causes: readonly Hop[]): string {
  const root = causes.at(-1);
  if (root === undefined || root.kind !== 'http') return '';
  const events = causes.filter(({ kind }) => kind === 'outbox').map(({ type }) => type);
  const told = events.toReversed().join(', then ');
  return `; it began with ${root.label} at ${root.service}, request ${root.correlation}${told === '' ? '' : `: ${told}`}`;
}

/** Of an orchestrated saga: how far it came, why it turned back, and what that undid. */
function wayBack(told: Told, { saga, instance, progress }: SagaView): string {
  if (progress === undefined) return '';
  const steps = ` Its steps: ${stepsText(progress)}.`;
  if (!progress.compensating) return steps;
  const turn = told.chain.find(
    ({ kind, type, ref }) =>
      kind === 'saga' && ref.saga === saga && ref.instance === instance && isBack(type),
  );
  const path = wayBackText(progress);
  return `${turnSentence(told, turn, progress)}${steps}${path === '' ? '' : ` Its way back, ${path}.`}`;
}

function isBack(state: string): boolean {
  return state === 'COMPENSATED' || state.startsWith('undo ');
}

/** The refusal that turned it back, with where it was decided; else what ran out of time. */
function turnSentence(told: Told, turn: Hop | undefined, { steps }: SagaProgress): string {
  const causes = turn === undefined ? [] : causesOf(told, turn);
  const refusal = causes.find(({ ref }) => ref.outcome === 'FAILURE');
  const ofIt = causes.filter(({ ref }) => ref.message === refusal?.ref.message);
  const reply = nearest(ofIt, 'outbox') ?? nearest(ofIt, 'record') ?? refusal;
  if (reply !== undefined) {
    const command = causesOf(told, reply).find(({ ref }) => ref.form === 'command');
    const asked = command === undefined ? '' : ` to command ${command.type}`;
    return ` It turned back because ${reply.service || 'a participant'} replied ${reply.type} (FAILURE)${asked}${inBrackets(reply)}.`;
  }
  const late = steps.filter(({ status }) => status === 'timed-out').map(({ name }) => name);
  if (late.length > 0) return ` It turned back because ${late.join(' and ')} ran out of time.`;
  return ' It turned back; no refusal in this chain says why.';
}

function history({ history }: SagaView): string {
  if (history.length < 2) return '';
  return ` It went ${history.map(({ state, xid }) => `${state} (xid ${xid})`).join(', ')}.`;
}
