import { columnsOf } from '../../model/mapping/columns.ts';
import type { System } from '../../systems/system.ts';

/** Whether messages of the topic come out of a table of Debezium's outbox event router, as its template says. */
export function isRouted({ messaging }: System, topic: string): boolean {
  return Object.values(messaging).some(({ mapping }) => {
    const columns = columnsOf(mapping);
    return columns?.jsonHeaders === true && columns.outbox !== undefined && fits(columns.outbox.topic, topic);
  });
}

function fits(template: string, topic: string): boolean {
  const parts = template
    .split(/\{\{[^{}]*\}\}/)
    .map((text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`).test(topic);
}

/** The headers of such a message, texts in JSON. The value is its payload alone. */
export function routedHeaders(id: string, type: string): Readonly<Record<string, string>> {
  return {
    id: JSON.stringify(id),
    eventType: JSON.stringify(type),
    'correlation-id': JSON.stringify(id),
  };
}
