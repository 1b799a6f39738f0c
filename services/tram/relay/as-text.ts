import type pg from 'pg';

/** For queries whose rows are to be in PostgreSQL's text form, as the stream has them: no digit is lost. */
export const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
