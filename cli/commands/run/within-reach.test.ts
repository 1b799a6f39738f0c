import { expect, test } from 'vitest';
import { parseScenario } from '../../scenario/load.ts';
import { withinReach } from './within-reach.ts';

const scenario = (name: string, step: string) =>
  parseScenario(`${name}.yaml`, `{ name: ${name}, system: shop, about: a story, steps: [${step}] }`);

const placed = scenario('placed', '{ post: orders/orders }');
const relayDown = scenario('relay-down', '{ stop: relay }');
const brokerDown = scenario('broker-down', '{ post: orders/orders }, { stop: kafka }, { start: kafka }');

test('a lab stops its own servers as well as its services', () => {
  const all = [placed, relayDown, brokerDown];
  expect(withinReach(all, 'embedded', false)).toEqual({ scenarios: all, skipped: [] });
});

test('on servers that are not the lab’s what needs to stop one is left out by name, with the step', () => {
  const why = expect.stringMatching(/^its step "stop: kafka" needs a server of the lab's own/);
  expect(withinReach([placed, relayDown, brokerDown], 'external', false)).toEqual({
    scenarios: [placed, relayDown],
    skipped: [{ name: 'broker-down', system: 'shop', why }],
  });
});

test('in containers the broker is left alone, by name: its watchers would not come back', () => {
  const why = expect.stringMatching(/^its step "stop: kafka" takes the broker away from those who watch it/);
  expect(withinReach([placed, relayDown, brokerDown], 'compose', false)).toEqual({
    scenarios: [placed, relayDown],
    skipped: [{ name: 'broker-down', system: 'shop', why }],
  });
});

test.each<[string, boolean, readonly (typeof placed)[]]>([
  ['was asked for by its name', true, [placed, brokerDown]],
  ['is all that was asked for', false, [brokerDown]],
])('and refused where it %s', (_, byName, chosen) => {
  expect(() => withinReach(chosen, 'external', byName)).toThrow(
    /^shop\/broker-down cannot be run here: its step "stop: kafka".*embedded stack\.$/,
  );
});
