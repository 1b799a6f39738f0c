import { Collection } from './collection.ts';
import type { Change, Namespace } from './change.ts';

/** All collections by database. Altered by `apply` alone, so that recovery and service go the same way. */
export class Catalog {
  readonly #databases = new Map<string, Map<string, Collection>>();

  get databases(): ReadonlyMap<string, ReadonlyMap<string, Collection>> {
    return this.#databases;
  }

  collection({ db, collection }: Namespace): Collection | undefined {
    return this.#databases.get(db)?.get(collection);
  }

  collections(db: string): Iterable<Collection> {
    return this.#databases.get(db)?.values() ?? [];
  }

  apply(change: Change): void {
    switch (change.op) {
      case 'insert':
      case 'update':
      case 'replace':
        this.#ensure(change.ns).put(change.document);
        break;
      case 'delete':
        this.collection(change.ns)?.remove(change.id);
        break;
      case 'create':
        this.#ensure(change.ns);
        break;
      case 'createIndex':
        this.#ensure(change.ns).addIndexFromDoc(change.index);
        break;
      case 'dropIndex':
        this.collection(change.ns)?.dropIndex(change.name);
        break;
      case 'drop':
        this.#drop(change.ns);
        break;
      case 'dropDatabase':
        this.#databases.delete(change.ns.db);
        break;
    }
  }

  #ensure(ns: Namespace): Collection {
    let database = this.#databases.get(ns.db);
    if (database === undefined) this.#databases.set(ns.db, (database = new Map()));
    let collection = database.get(ns.collection);
    if (collection === undefined) database.set(ns.collection, (collection = new Collection(ns)));
    return collection;
  }

  #drop({ db, collection }: Namespace): void {
    const database = this.#databases.get(db);
    database?.delete(collection);
    if (database?.size === 0) this.#databases.delete(db);
  }
}
