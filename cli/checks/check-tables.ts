import type { Catalogue, CatalogueTable } from '../catalogue/catalogue.ts';
import { hint } from '../systems/nearest.ts';
import type { Check } from './check.ts';
import type { WantedTable } from './wanted-tables.ts';

/** Whether the tables are there as the system file names them, and can be watched. */
export function checkTables(
  database: string,
  wanted: ReadonlyMap<string, WantedTable>,
  { tables, role }: Catalogue,
): Check[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  return [...wanted].map(([name, asked]): Check => {
    const check = { name: `table ${database}.${name}` };
    const found = byName.get(name.replace(/^public\./, ''));
    if (found === undefined) {
      const detail = `there is none${hint(name, byName.keys())}`;
      const fix = `mend its name in ${by(asked)}, or let its service make it first`;
      return { ...check, state: 'broken', detail, fix };
    }
    return {
      ...check,
      ...(missing(asked, found) ?? unwatchable(found, role) ?? otherKey(asked, found) ?? fine(asked)),
    };
  });
}

type Said = Omit<Check, 'name'>;

function missing({ columns }: WantedTable, { columns: found }: CatalogueTable): Said | undefined {
  const names = found.map(({ name }) => name);
  const absent = [...columns].filter(([column]) => !names.includes(column));
  if (absent.length === 0) return undefined;
  return {
    state: 'broken',
    detail: absent.map(([column]) => `there is no column "${column}"${hint(column, names)}`).join(', '),
    fix: `mend ${[...new Set(absent.map(([, where]) => where))].join(', ')} in the system file`,
  };
}

function unwatchable({ name, hasIdentity, readable }: CatalogueTable, role: string): Said | undefined {
  if (!readable)
    return {
      state: 'broken',
      detail: 'its rows may not be read',
      fix: `let its owner run: GRANT SELECT ON ${name} TO "${role}"; (and USAGE on its schema)`,
    };
  if (hasIdentity) return undefined;
  return {
    state: 'broken',
    detail: 'it has no primary key, without which its changes cannot be watched',
    fix: `ALTER TABLE ${name} ADD PRIMARY KEY (...), or ALTER TABLE ${name} REPLICA IDENTITY FULL`,
  };
}

/** A delete tells the primary key alone; by a part of it, rows that differ in the rest look like one. */
function otherKey(asked: WantedTable, { key }: CatalogueTable): Said | undefined {
  if (asked.key === undefined || key.length === 0) return undefined;
  const outside = asked.key.filter((column) => !key.includes(column));
  if (outside.length === 0 && asked.key.length === key.length) return undefined;
  return {
    state: outside.length > 0 ? 'broken' : 'note',
    detail: `its primary key is ${list(key)}, not ${list(asked.key)}`,
    fix: `write key: [${list(key)}]${outside.length > 0 ? '' : ', unless the rest of it is always the same'}`,
  };
}

function fine({ columns }: WantedTable): Said {
  return { state: 'ok', detail: list([...columns.keys()]) };
}

function by({ columns }: WantedTable): string {
  return [...new Set(columns.values())].join(', ');
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
