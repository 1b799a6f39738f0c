import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageOf, shortKey, shortName, startOf } from './texts.ts';

test.each([
  [0.42, '0.4 ms'],
  [120, '120 ms'],
  [3_200, '3.2 s'],
  [245_000, '4m05s'],
  [7_620_000, '2h07m'],
  [273_600_000, '3d04h'],
])('%d milliseconds are %s', (ms, text) => {
  expect(ageOf(ms)).toBe(text);
});

test('an age takes at most 7 columns for up to a year, also where clocks disagree', () => {
  fc.assert(fc.property(fc.double({ min: -1e6, max: 3e10, noNaN: true }), (ms) => ageOf(ms).length <= 7));
});

test.each([
  [31, 'CustomerCreditReservationFailed'],
  [22, 'CustoCrediReservFailed'],
  [18, 'CustCredReseFailed'],
])('in %i columns every word of a name can still be told', (width, text) => {
  expect(shortName('CustomerCreditReservationFailed')(width)).toBe(text);
});

test('a name never grows, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(40), (name, width) => shortName(name)(width).length <= name.length),
  );
});

test('of a payload the beginning is shown', () => {
  expect(startOf('{"orderId":17}')(6)).toBe('{"ord…');
  expect(startOf('{"name":"山田"}')(12)).toBe('{"name":"山…');
  expect(startOf('{"name":"山田"}')(11)).toBe('{"name":"…');
});

test('of an id made of time and process, what tells it from its neighbours is shown', () => {
  expect(shortKey('000001a2200883cc-35472421b1f50000')(5)).toBe('…83cc');
  expect(shortKey('session-220b95109122')(5)).toBe('…9122');
});
