import { expect, test } from 'vitest';
import { splitStatements } from './statements.ts';

test.each([
  ['select 1;', ['select 1'], ''],
  ['select 1; select\n2', ['select 1'], ' select\n2'],
  ["select ';' ; select 'it''s;';", ["select ';'", "select 'it''s;'"], ''],
  [String.raw`select E'\';';`, [String.raw`select E'\';'`], ''],
  [String.raw`select '\';`, [String.raw`select '\'`], ''],
  ['select ";";', ['select ";"'], ''],
  ['select $$a;b$$; select $x$;$$;$x$;', ['select $$a;b$$', 'select $x$;$$;$x$'], ''],
  ['select a$b$; select 1;', ['select a$b$', 'select 1'], ''],
  ['select 1 -- one;\n;', ['select 1 -- one;'], ''],
  ['/* a /* b; */ c; */ select 1;', ['/* a /* b; */ c; */ select 1'], ''],
  [';;\n;', [], ''],
  ['-- only a comment\n', [], ''],
  ['/* begun;', [], '/* begun;'],
  ["select 'begun;", [], "select 'begun;"],
  ['select $$begun;', [], 'select $$begun;'],
  ['\\d message\n', ['\\d message'], ''],
  ['\\dt\nselect 1;\n\\q', ['\\dt', 'select 1', '\\q'], ''],
])('%j', (text, complete, rest) => {
  expect(splitStatements(text)).toEqual({ complete, rest });
});
