import { isInjected as isPut } from '../indexes/messages.ts';
import type { Model } from '../model.ts';
import type { Link } from './link.ts';

/** What the scenario brought about: a record that it put, a fault, and what a fault led to directly, as its line says. */
export function isInjected({ messages }: Model, link: Link): boolean {
  switch (link.kind) {
    case 'fault':
      return true;
    case 'record':
      return isPut(messages, link.record);
    case 'relay':
      return link.publication.line.injected === true;
    case 'handled':
    case 'duplicate':
    case 'retry':
    case 'parked':
      return 'line' in link.proof && link.proof.line.injected === true;
    case 'http':
    case 'row':
    case 'saga':
    case 'outbox':
    case 'document':
    case 'missing':
      return false;
  }
}
