import { describe, expect, it } from 'vitest';
import { thingApp } from '../../../cli/test/harness/thing-app.ts';
import { Health } from './health.ts';

describe('health', () => {
  it('is up only when ready, and its database answers, and nothing is stopping', async () => {
    let stopping = false;
    let outage: Error | undefined;
    const { app, health } = thingApp(
      new Health(
        () => (outage ? Promise.reject(outage) : Promise.resolve()),
        () => stopping,
      ),
    );
    const ask = async () => {
      const response = await app.request('/actuator/health');
      return [response.status, await response.json()];
    };
    expect(await ask()).toEqual([503, expect.objectContaining({ detail: 'The service is starting' })]);
    health.ready();
    expect(await ask()).toEqual([200, { status: 'UP' }]);
    outage = new Error('connection refused');
    expect(await ask()).toEqual([
      503,
      expect.objectContaining({ detail: 'The database: connection refused' }),
    ]);
    stopping = true;
    expect(await ask()).toEqual([503, expect.objectContaining({ detail: 'The service is stopping' })]);
  });
});
