import { expect, test } from 'vitest';
import { pluginProblem } from './check-docker.ts';

test.each(['2.23.1', '2.35.0', '3.0.0', 'v2.24.6-desktop.1'])('compose %s will do', (version) => {
  expect(pluginProblem(version)).toBeUndefined();
});

test.each(['2.23.0', '2.3.9', '1.29.2', 'dev'])('compose %s is too old', (version) => {
  expect(pluginProblem(version)).toContain(`is ${version}, but 2.23.1 or newer is needed`);
});
