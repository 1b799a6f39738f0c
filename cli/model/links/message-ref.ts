import type { HopRef } from '../hop.ts';
import type { Envelope } from '../mapping/envelope.ts';
import type { Model } from '../model.ts';
import { sagaNameOf } from '../roles.ts';

/** Which saga a command or reply belongs to, and what it is there; nothing for an event. */
export function messageRef({ roles }: Model, envelope: Envelope | null | undefined): HopRef {
  if (!envelope || envelope.form === 'event') return {};
  const { form, outcome, saga } = envelope;
  return {
    form,
    ...(outcome !== null && { outcome }),
    ...(saga !== null && { saga: sagaNameOf(roles, saga.type), instance: saga.id }),
    ...(saga?.step && { step: saga.step }),
  };
}
