import type { Hop } from '../../model/hop.ts';
import type { SagaView } from '../../model/sagas/saga-view.ts';
import { stepsText, wayBackText } from '../../reporters/text/saga-text.ts';
import { causesOf, nearest, type Told } from './ancestry.ts';
import { inBrackets, proofOf } from './proof.ts';
import { commandsText } from './told-messages.ts';
import { stepWord, turnSentence } from './turn.ts';

/** Why each saga is in the state that it ended in, a few short sentences each; only the first of them names it. */
export function sagaSentences(told: Told, sagas: readonly SagaView[]): string[] {
  return sagas.flatMap((saga) => {
    const name = `${saga.saga} ${saga.instance}`;
    const commit = saga.history.at(-1)?.xid;
    // By its commit: where a saga waited for another, its last state stands in that one's tree, before its first.
    const last = told.chain.find(
      ({ kind, ref }) =>
        kind === 'saga' && ref.saga === saga.saga && ref.instance === saga.instance && ref.xid === commit,
    );
    if (saga.state === '') return [`${name} has no row any more.`];
    if (last === undefined) return [withoutReason(saga, name)];
    const causes = causesOf(told, last);
    return [
      ...(saga.terminal
        ? [`${name} ended ${saga.state} ${because(causes, last)}.`]
        : unfinished(told, saga, name, because(causes, last))),
      ...beginning(causes),
      ...led(told, saga, causes),
      ...history(saga),
      ...wayBack(told, saga),
    ];
  });
}

function withoutReason({ terminal, state }: SagaView, name: string): string {
  return terminal
    ? `${name} ended ${state}; nothing in this run's chain says why.`
    : `${name} is still ${state}, which is not final; nothing in this run's chain says how it came there.`;
}

/** What brought it to its state is not why it went no further: that may be missing, and is told with all that is. */
function unfinished({ chain }: Told, { state }: SagaView, name: string, because: string): string[] {
  const isMissing = chain.some(({ kind }) => kind === 'missing');
  return [
    `${name} is still ${state}, which is not final.`,
    `It became ${state} ${because}.`,
    ...(isMissing ? [] : ['Nothing is missing that the system file says must follow.']),
  ];
}

/** What made the last change of state: the handling of a message, or a request, whatever that was answered. */
function because(causes: readonly Hop[], last: Hop): string {
  const maker = nearest(causes.slice(1), 'handled', 'duplicate', 'http');
  const commit = proofOf(last);
  if (maker === undefined) return `by a commit whose cause was not seen${inBrackets(last)}`;
  if (maker.kind === 'http') {
    const { method = maker.type, path = '' } = maker.ref;
    return `because of ${method} ${path} at ${maker.service} (${proofOf(maker)}), committed as ${commit}`;
  }
  const message = nearest(causes.slice(causes.indexOf(maker)), 'outbox', 'record');
  const which = message === undefined ? '' : ` (${proofOf(message)})`;
  return `because ${maker.ref.consumer ?? maker.service} handled ${maker.type}${which} and committed ${commit}`;
}

/** Where another request than the one that made the last change began it all. */
function beginning(causes: readonly Hop[]): string[] {
  const root = causes.at(-1);
  const handled = causes.some(({ kind }) => kind === 'handled' || kind === 'duplicate');
  if (root === undefined || root.kind !== 'http' || !handled) return [];
  return [`It began with ${root.label} at ${root.service} (request ${root.correlation}).`];
}

/** The messages that led there: of an orchestrated saga every command with its replies, else those on the way to its end. */
function led(told: Told, saga: SagaView, causes: readonly Hop[]): string[] {
  if (saga.progress) {
    const commands = commandsText(told, saga);
    return commands === '' ? [] : [`Its commands and the replies: ${commands}.`];
  }
  const events = causes.filter(({ kind }) => kind === 'outbox').map(({ type }) => type);
  return events.length === 0 ? [] : [`What led there: ${events.toReversed().join(', then ')}.`];
}

/** Of an orchestrated saga: why it turned back, how far it came, and what it undid. */
function wayBack(told: Told, saga: SagaView): string[] {
  const { progress } = saga;
  if (progress === undefined) return [];
  const steps = `Its steps: ${stepsText(progress, stepWord(told, saga))}.`;
  if (!progress.compensating) return [steps];
  const path = wayBackText(progress);
  return [turnSentence(told, saga, progress), steps, ...(path === '' ? [] : [`Its way back, ${path}.`])];
}

function history({ history }: SagaView): string[] {
  if (history.length < 2) return [];
  return [`It went ${history.map(({ state, xid }) => `${state} (xid ${xid})`).join(', ')}.`];
}
