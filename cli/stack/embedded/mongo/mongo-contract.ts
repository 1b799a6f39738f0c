import { aggregateContract } from './contract/aggregates.ts';
import { catalogContract } from './contract/catalog.ts';
import { changeContract } from './contract/changes.ts';
import { concurrencyContract } from './contract/concurrency.ts';
import { useDatabase } from './contract/fixture.ts';
import { indexContract } from './contract/indexes.ts';
import { insertContract } from './contract/inserts.ts';
import { updateContract } from './contract/updates.ts';

/** What any MongoDB must do for saga-lab, written against the official driver alone. */
export function mongoContract(getUrl: () => string): void {
  const fixture = useDatabase(getUrl);
  insertContract(fixture);
  updateContract(fixture);
  concurrencyContract(fixture);
  indexContract(fixture);
  aggregateContract(fixture);
  catalogContract(fixture);
  changeContract(fixture);
}
