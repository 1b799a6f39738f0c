import type { Told } from '../../../model/testing/world.ts';
import type { System } from '../../../systems/system.ts';
import { createLedger, foldMoment, type Ledger } from '../../ledger/ledger.ts';
import type { Look, SessionInfo } from '../look.ts';

export function ledgerOf(system: System, told: readonly Told[]): Ledger {
  const ledger = createLedger([system], true);
  for (const { observation } of told) foldMoment(ledger, { kind: 'observation', observation });
  return ledger;
}

/** What there is to see of a world that was played, in a lab that is up. */
export function lookOf(system: System, told: readonly Told[], session: Partial<SessionInfo> = {}): Look {
  return {
    ledger: ledgerOf(system, told),
    total: told.length,
    spooled: 0,
    nowMs: 1_700_000_100_000,
    session: { ...sessionOf(system), ...session },
  };
}

function sessionOf({ name, services }: System): SessionInfo {
  return {
    source: 'live',
    systems: [name],
    label: 'embedded broker, not Apache Kafka',
    lab: 'default',
    state: 'up',
    detail: '',
    endpoints: {
      services: { 'order-service': 'http://127.0.0.1:8081', 'customer-service': 'http://127.0.0.1:8082' },
      databases: {
        'order-db': 'postgres://postgres@127.0.0.1:5432/order-db',
        'customer-db': 'postgres://postgres@127.0.0.1:5433/customer-db',
        'order-history-db': 'mongodb://127.0.0.1:27017/order-history-db',
      },
      broker: '127.0.0.1:9092',
    },
    scenarios: [
      { id: `${name}/approve`, about: 'The order is approved.', vars: {} },
      {
        id: `${name}/credit-exceeded`,
        about: 'It is rejected.',
        vars: { limit: 50, note: 'late', fast: true },
      },
    ],
    processes: [...Object.keys(services), 'relay', 'kafka'],
  };
}
