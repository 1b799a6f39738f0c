import { expect, test } from 'vitest';
import { labFiles } from './lab-files.ts';
import { labHome } from './paths.ts';

test.each([
  [{}, '/home/ann/.local/state/saga-lab', '/home/ann/.cache/saga-lab'],
  [{ XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/c' }, '/s/saga-lab', '/c/saga-lab'],
  [{ XDG_STATE_HOME: 'relative' }, '/home/ann/.local/state/saga-lab', '/home/ann/.cache/saga-lab'],
  [{ XDG_STATE_HOME: '/s', SAGA_LAB_HOME: '/x' }, '/x', '/x/cache'],
  [{ SAGA_LAB_HOME: '' }, '/home/ann/.local/state/saga-lab', '/home/ann/.cache/saga-lab'],
])('the home for %j', (env, state, cache) => {
  expect(labHome(env, '/home/ann')).toEqual({ state, cache });
});

test('a relative SAGA_LAB_HOME is one from here, wherever the supervisor runs', () => {
  expect(labHome({ SAGA_LAB_HOME: 'labs' }, '/home/ann').state).toBe(`${process.cwd()}/labs`);
});

test('an ephemeral lab shares its name with a kept one, but not its data', () => {
  const home = { state: '/s', cache: '/c' };
  const [kept, once] = [labFiles('default', home, false), labFiles('default', home, true)];
  expect(once.state).toBe(kept.state);
  expect(once.data).not.toBe(kept.data);
});

test.each(['', '..', 'a/b', 'Lab', '-x', 'x'.repeat(41)])('the lab name "%s" is refused', (name) => {
  expect(() => labFiles(name, { state: '/s', cache: '/c' }, false)).toThrow(/is not valid.*"default"/);
});
