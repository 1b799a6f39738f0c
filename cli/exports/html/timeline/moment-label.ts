import { messageTitle } from '../../../model/message-title.ts';
import { placeText } from '../../../model/place-text.ts';
import type { Model } from '../../../model/model.ts';
import type { Observation } from '../../../model/observation.ts';

/** What was seen, in a phrase. */
export function momentLabel({ roles }: Model, seen: Observation): string {
  switch (seen.kind) {
    case 'request':
      return `answer to ${seen.method} ${seen.path}: ${seen.status ?? seen.error ?? 'none'}`;
    case 'transaction':
      return `commit ${seen.xid} of ${seen.database}: ${changesText(seen.changes)}`;
    case 'record': {
      const { envelope = { type: null } } = roles.readRecord(seen) ?? {};
      return `${messageTitle(envelope, 'record')} on ${placeText(seen)}`;
    }
    case 'document':
      return `${seen.op} of ${seen.collection} ${seen.id}`;
    case 'line':
      return lineText(seen.line);
    case 'queue':
      return `queue ${seen.queue}: ${seen.ready ?? 'not there'}`;
    case 'log':
      return `log of ${seen.process}`;
    case 'process':
      return `${seen.process} is ${seen.state}`;
    case 'step':
      return `step ${seen.step}: ${seen.state}`;
    case 'snapshot':
      return `${seen.database} ${seen.table} read as it was before`;
    case 'probe':
      return `probe ${seen.probe}: ${seen.state}`;
  }
}

type Fact<K extends Observation['kind']> = Extract<Observation, { kind: K }>;

function changesText(changes: Fact<'transaction'>['changes']): string {
  const texts = changes.map(({ op, table, key }) => `${op} ${table} ${Object.values(key).join('/')}`);
  return texts.length <= 3
    ? texts.join(', ')
    : `${texts.slice(0, 3).join(', ')} and ${texts.length - 3} more`;
}

function lineText(line: Fact<'line'>['line']): string {
  switch (line.event) {
    case 'http':
      return `${line.service} answered ${line.method} ${line.path}: ${line.status}`;
    case 'published':
      return `${line.relay} sent ${line.type ?? 'a message'} to ${line.topic}`;
    case 'fault':
      return `fault: ${line.do} at ${line.point}`;
    case 'handled':
    case 'duplicate':
    case 'skipped':
    case 'retry':
    case 'parked':
      return `${line.consumer}: ${line.event} ${line.type ?? 'a message'}`;
  }
}
