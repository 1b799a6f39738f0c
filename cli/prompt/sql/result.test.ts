import { expect, test } from 'vitest';
import { jsonText } from '../../reporters/text/json-text.ts';
import { answerOf } from './result.ts';

const column = (name: string, dataTypeID: number) => ({ name, dataTypeID });

test('JSON keeps the digits of numbers, and has booleans, documents and nulls as its own', () => {
  const answer = answerOf({
    command: 'SELECT',
    columns: [
      column('big', 20),
      column('money', 1700),
      column('odd', 701),
      column('yes', 16),
      column('doc', 3802),
      column('none', 25),
      column('text', 25),
    ],
    rows: [['9007199254740993', '12.30', 'NaN', 't', '{"a": 9007199254740993}', null, '1']],
  });
  expect(jsonText(answer.value())).toBe(
    '{"columns":["big","money","odd","yes","doc","none","text"],"rows":[{"big":9007199254740993,"money":12.30,' +
      '"odd":"NaN","yes":true,"doc":{"a":9007199254740993},"none":null,"text":"1"}]}',
  );
});

test('two columns of one name are refused in JSON, and stand in the table', () => {
  const answer = answerOf({
    command: 'SELECT',
    columns: [column('a', 23), column('a', 23)],
    rows: [['1', '2']],
  });
  expect(() => answer.value()).toThrow('Two columns are named "a"');
  expect(answer.text()).toContain(' 1 | 2\n');
});

test('CSV leaves a negative number as it is, and keeps a formula from being one', () => {
  const answer = answerOf({
    command: 'SELECT',
    columns: [column('n', 23), column('t', 25)],
    rows: [['-5', '=1+1']],
  });
  expect(answer.csv()).toBe("n,t\r\n-5,'=1+1\r\n");
});

test('a statement without rows answers with its name', () => {
  expect(answerOf({ command: 'SET', columns: [], rows: [] }).text()).toBe('SET\n');
});
