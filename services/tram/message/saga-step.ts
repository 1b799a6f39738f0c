import { header, type Headers } from './message.ts';
import { inReply } from './reply-headers.ts';

/** The step of a saga that a command, or the reply to it, belongs to. */
export interface MessageSagaStep {
  readonly sagaType: string;
  /** `do-payment`, or `undo do-payment`. */
  readonly step: string;
}

/** Undefined for a message of no saga, and of one whose runtime names no steps. */
export function messageSagaStep(headers: Headers): MessageSagaStep | undefined {
  const sagaType = headers[header.sagaType] ?? headers[inReply(header.sagaType)];
  const step = headers[header.sagaStep] ?? headers[inReply(header.sagaStep)];
  return sagaType === undefined || step === undefined ? undefined : { sagaType, step };
}

const undo = 'undo ';

/** How a step's compensation is called. */
export function undoOf(step: string): string {
  return undo + step;
}

/** The step that a command undoes; undefined for an action, and for a command of a runtime that names no steps. */
export function undoneStep(headers: Headers): string | undefined {
  const step = headers[header.sagaStep];
  return step?.startsWith(undo) ? step.slice(undo.length) : undefined;
}

/** What a fault may call it: `do-payment`, and `CheckoutSaga.do-payment` where several sagas have one of that name. */
export function namesOf({ sagaType, step }: MessageSagaStep): string[] {
  return [step, `${sagaType}.${step}`];
}
