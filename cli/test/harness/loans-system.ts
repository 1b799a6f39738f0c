import { parseSystem } from '../../systems/load.ts';
import type { System } from '../../systems/system.ts';

/**
 * A system file as a newcomer writes it. `more` stands in the outbox, `id` and `record` in the record, `loans` beside the key of
 * the table, `copies` in the consumer.
 */
export function loansSystem(more: Parameters<typeof loansYaml>[0] = {}): System {
  return parseSystem('loans.yaml', loansYaml(more));
}

export function loansYaml({
  more = '',
  id = '{ header: no }',
  record = '',
  loans = '',
  copies = 'inbox: copies-db',
  inbox = 'inbox: { table: heard, message: no }',
  invariants = '',
} = {}): string {
  return `
version: 1
name: library
databases: { loans-db: { kind: postgres }, copies-db: { kind: postgres } }
services:
  loans: { command: [node, loans.js], port: 1, health: /health, lines: false }
  copies: { command: [node, copies.js], port: 2, health: /health, lines: false }
messaging:
  loans-db:
    service: loans
    relay: none
    mapping:
      outbox: { table: announcements, id: no, topic: library.loans, key: loan, type: kind, payload: body${more} }
      record: { id: ${id}, type: { header: kind }${record} }
  copies-db:
    service: copies
    relay: none
    mapping:
      outbox: { table: notes, id: no, topic: library.copies, type: kind, payload: body }
      ${inbox}
      record: { id: ${id}, type: { header: kind } }
topics: { library.loans: {}, library.copies: {} }
consumers:
  copies:
    service: copies
    ${copies}
    handles: { library.loans: { BookLent: { emits: [CopyTaken] } } }
tables:
  loans-db: { loans: { key: [loan_id]${loans} } }
  copies-db: { copies: { key: [copy] } }
${invariants === '' ? '' : `invariants: { ${invariants} }\n`}`;
}
