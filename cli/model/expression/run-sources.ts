import type { Transaction } from '../indexes/transaction.ts';
import { lastRow } from '../indexes/tables.ts';
import { typeOf, type MessageStory } from '../indexes/message-story.ts';
import { messageTitle } from '../message-title.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { instanceIdOf, isTerminal, sagaInstancesOf, stateOf } from '../sagas/saga-instances.ts';
import type { Scope } from '../scope.ts';
import { parsePayload } from '../view/payload.ts';
import type { Spend } from './equal.ts';
import { lookUp } from './look-up.ts';
import type { Lookup, Sources } from './sources.ts';
import { printed, toValue } from './value.ts';

/** What of a model an expression sees, and what was not read that it asked for. */
export class RunSources implements Sources {
  readonly unread: Lookup[] = [];
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #spend: Spend;
  readonly #labels = new Map<unknown, string>();
  readonly #lists = new Map<string, () => readonly unknown[]>();

  constructor(model: Model, scope: Scope, spend: Spend) {
    this.#model = model;
    this.#scope = scope;
    this.#spend = spend;
  }

  get messages(): readonly unknown[] {
    return this.#once('messages', () => this.#scope.stories.map((story) => this.#message(story)));
  }

  get sagas(): readonly unknown[] {
    return this.#once('sagas', () =>
      sagaInstancesOf(this.#model, this.#scope.transactions).map((instance) => {
        const { name } = instance.saga;
        const [id, state] = [instanceIdOf(instance), stateOf(this.#model, instance) ?? null];
        const terminal = isTerminal(this.#model, instance);
        return this.#labelled(`${name} ${id}`, { name, id: toValue(id), state: toValue(state), terminal });
      }),
    );
  }

  get requests(): readonly unknown[] {
    return this.#once('requests', () =>
      this.#scope.exchanges.flatMap(({ id, request, line }) => {
        const told = request ?? line;
        if (!told) return [];
        const { service, method, path, status } = told;
        return [this.#labelled(`${method} ${path}`, { id, service, method, path, status: toValue(status) })];
      }),
    );
  }

  touched(database: string, table: string): readonly unknown[] {
    const name = place(database, table);
    return this.#once(name, () => {
      const known = this.#model.tables.get(name);
      if (known && isSql(this.#model, database)) {
        const changed = this.#scope.transactions.filter((transaction) => transaction.database === database);
        return rowsOf(changed, table).flatMap((history) => {
          const row = lastRow(known, history);
          return row
            ? [this.#labelled(`${database} ${table} ${Object.values(history.key).join('/')}`, toValue(row))]
            : [];
        });
      }
      return [...(this.#model.documents.get(name) ?? [])].flatMap(([id, { last }]) =>
        last ? [this.#labelled(`${database} ${table} ${id}`, toValue(last))] : [],
      );
    });
  }

  rows(database: string, table: string, conditions: Readonly<Record<string, unknown>>): readonly unknown[] {
    const { found, unread } = lookUp(this.#model, { database, table, conditions }, this.#spend);
    if (unread) this.unread.push(unread);
    return found();
  }

  /** What an item is called in a proof. */
  label(item: unknown): string {
    return this.#labels.get(item) ?? printed(item);
  }

  #message(story: MessageStory): unknown {
    const { id, envelope, outbox, records } = story;
    const [row, record] = [outbox[0], records[0]];
    const text = row?.payload ?? record?.payload;
    // What is not known is no field: null would be an answer.
    return this.#labelled(`${messageTitle({ ...envelope, type: typeOf(story) })} ${id}`, {
      id,
      type: typeOf(story),
      ...(envelope && { topic: envelope.topic, key: toValue(envelope.key), form: envelope.form }),
      ...(row && { database: row.transaction.database }),
      ...(record?.headers && { headers: toValue(record.headers) }),
      ...(text !== undefined && { payload: toValue(parsePayload(text) ?? text) }),
    });
  }

  #labelled(label: string, item: unknown): unknown {
    this.#labels.set(item, label);
    return item;
  }

  #once(name: string, make: () => readonly unknown[]): readonly unknown[] {
    const known = this.#lists.get(name) ?? settled(make);
    this.#lists.set(name, known);
    return known();
  }
}

/** What cannot be made is not tried again: making it costs more than the steps that are counted. */
function settled<T>(make: () => T): () => T {
  try {
    const made = make();
    return () => made;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function rowsOf(transactions: readonly Transaction[], table: string) {
  const rows = transactions.flatMap(({ rows: events }) => events.map(({ history }) => history));
  return [...new Set(rows.filter((history) => history.table === table))];
}

function isSql({ system }: Model, database: string): boolean {
  return system.databases[database]?.kind === 'postgres';
}
