import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { docOf } from '../value/value.ts';
import { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { checkCollation } from './generic.ts';
import { checkBatch } from './insert.ts';
import { findTargets } from './modify.ts';
import { namespaceOf } from './namespaces.ts';
import { int, runStatements, writeReply, type Outcome } from './statements.ts';

const statementFields = new Set(['q', 'limit', 'hint', 'collation', 'comment']);

export const deleteCommand: Command = {
  accepts: ['delete', 'deletes', 'ordered', 'stmtIds', 'stmtId'],
  run(args, context) {
    const ns = namespaceOf(args, 'delete', context);
    const statements = args.docs('deletes');
    checkBatch(statements.length);
    const works = statements.map((doc) => {
      const statement = new Arguments('delete.deletes', doc);
      statement.acceptOnly(statementFields);
      checkCollation(statement);
      const limit = statement.number('limit');
      if (limit !== 0 && limit !== 1)
        throw new CommandError(
          'FailedToParse',
          `The limit field in delete objects must be 0 or 1. Got ${limit}`,
        );
      return (): Outcome => {
        const targets = findTargets(context, ns, statement.requiredDoc('q'), { multi: limit === 0 });
        return {
          intents: targets.map(({ id }) => ({ op: 'delete', ns, id })),
          result: docOf({ n: new Int32(targets.length) }),
        };
      };
    });
    const { results, errors } = runStatements(args, context, works);
    return writeReply(
      { n: new Int32(results.reduce((total, { result }) => total + int(result, 'n'), 0)) },
      errors,
    );
  },
};
