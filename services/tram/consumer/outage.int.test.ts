import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { invoiceService, invoicing } from './invoice-service-fixture.ts';
import { testPool } from '../../../cli/test/harness/test-pool.ts';

let postgres: TestPostgres;
let pool: pg.Pool;
let service: Awaited<ReturnType<typeof invoiceService>>;

beforeAll(async () => {
  postgres = await startPostgres();
});

beforeEach(async () => {
  pool = testPool({ connectionString: await postgres.createDatabase() });
  service = await invoiceService(pool);
  return () => pool.end();
});

afterAll(() => postgres.stop());

/** Its backends outlive it for a moment, and would still serve us. */
async function killPostgres(): Promise<void> {
  await postgres.kill('SIGKILL');
  await expect.poll(() => pool.totalCount).toBe(0);
}

describe('a database that is gone', () => {
  it('is waited for: no message is parked for it', async () => {
    const order = await service.orderCreated('1', 10);
    await killPostgres();
    let outages = 0;
    let restarted: Promise<void> = Promise.resolve();
    const onOutage = () => {
      outages += 1;
      if (outages === 1) restarted = postgres.restart();
    };
    await service.delivering(invoicing(), { onOutage })(order);
    await restarted;
    expect(outages).toBeGreaterThan(0);
    expect(service.told()).toEqual(['handled']);
    expect(await service.invoices()).toHaveLength(1);
  });

  it('is not waited for any longer when the consumer stops', async () => {
    const order = await service.orderCreated('1', 10);
    await killPostgres();
    const stopping = new AbortController();
    const delivery = service.delivering(invoicing(), {
      signal: stopping.signal,
      onOutage: () => stopping.abort(),
    })(order);
    await expect(delivery).rejects.toThrow('aborted');
    await postgres.restart();
    expect(service.told()).toEqual([]);
    expect(await service.received()).toEqual([]);
  });
});
