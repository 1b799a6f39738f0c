import { describe, expect, it } from 'vitest';
import { Resources } from './resources.ts';

function recorded() {
  const closed: string[] = [];
  const failed: string[] = [];
  const resources = new Resources((name) => failed.push(name));
  const add = (name: string) =>
    resources.add(name, () => {
      closed.push(name);
    });
  return { resources, closed, failed, add };
}

describe('resources', () => {
  it('close in reverse order, once', async () => {
    const { resources, closed, add } = recorded();
    await add('database');
    await add('http');
    await Promise.all([resources.close(), resources.close()]);
    await resources.close();
    expect(closed).toEqual(['http', 'database']);
  });

  it('close the rest when one fails, and say which', async () => {
    const { resources, closed, failed, add } = recorded();
    await add('database');
    await resources.add('consumer', () => Promise.reject(new Error('gone')));
    await resources.close();
    expect(closed).toEqual(['database']);
    expect(failed).toEqual(['consumer']);
  });

  it('close at once what opens too late', async () => {
    const { resources, closed, add } = recorded();
    await resources.close();
    expect(resources.closing).toBe(true);
    await add('late');
    expect(closed).toEqual(['late']);
  });
});
