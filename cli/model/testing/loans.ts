import type { System } from '../../systems/system.ts';
import type { RowChange } from '../observation.ts';
import { insertInto } from './foreign.ts';
import { World } from './world.ts';

/** A book is lent, and its copy is taken: whatever the system file makes of it. */
export class LoansStory {
  readonly world: World;
  #xid = 500;

  constructor(system: System) {
    this.world = new World(system);
  }

  /** POST /loans and all that it did. Returns the id of the request. */
  lend(loan = '4', message = '7', columns: Readonly<Record<string, string>> = {}): string {
    const request = this.request('/loans', { loan });
    this.commit('loans-db', [
      insertInto('loans', { loan_id: loan }, 'loan_id'),
      insertInto('announcements', { no: message, loan, kind: 'BookLent', body: '{}', ...columns }, 'no'),
    ]);
    const headers = { no: message, kind: 'BookLent' };
    const at = { topic: 'library.loans', partition: 0, offset: '3' };
    this.world.tell('topic library.loans', { kind: 'record', ...at, key: loan, value: '{}', headers });
    return request;
  }

  take(message = '7'): void {
    this.commit('copies-db', [
      insertInto('copies', { copy: 'c1' }, 'copy'),
      insertInto('notes', { no: 'n1', kind: 'CopyTaken', body: '{}' }, 'no'),
      insertInto('heard', { no: message, who: 'copies' }, 'no'),
    ]);
  }

  request(path: string, responseBody: object = {}): string {
    const id = this.world.newId();
    const asked = { service: 'loans', method: 'POST', path, status: 201, ms: 0 };
    this.world.tell('lab', { kind: 'request', id, correlation: id, ...asked, responseBody });
    return id;
  }

  commit(database: string, changes: readonly RowChange[]): void {
    this.#xid += 1;
    const lsn = `0/${this.#xid.toString(16)}`;
    this.world.tell(`wal ${database}`, { kind: 'transaction', database, xid: this.#xid, lsn, changes });
  }
}
