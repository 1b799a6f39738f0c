import type { RelayMode } from '../session.ts';
import type { RelayUnderTest } from '../testing/relay-under-test.ts';

/** What a part of the contract is about. */
export interface Subject {
  readonly mode: RelayMode;
  /** Of a database of the test's own, with a broker under the test's control. */
  readonly relay: () => RelayUnderTest;
  readonly restartPostgres: () => Promise<void>;
}
