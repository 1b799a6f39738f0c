import { Int32 } from 'bson';
import { docOf, type Doc, type Value } from './value/value.ts';

/** Codes of mongod's error_codes.yml that this store answers with. */
export const errorCodes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  InvalidPipelineOperator: 168,
  TransactionTooOld: 225,
  CursorKilled: 237,
  InvalidResumeToken: 260,
  ChangeStreamFatalError: 280,
  ChangeStreamHistoryLost: 286,
  NoQueryExecutionPlans: 291,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  IDLUnknownField: 40415,
  IDLFailedToParse: 40414,
  UnrecognizedPipelineStage: 40324,
  InvalidRegex: 51091,
} as const;

export type ErrorName = keyof typeof errorCodes;

/** A refusal that the client sees, in mongod's words where it has words for it. */
export class CommandError extends Error {
  readonly codeName: ErrorName;
  readonly code: number;
  /** Further fields of the error document, such as keyPattern. */
  readonly extra: Readonly<Record<string, Value>>;

  constructor(codeName: ErrorName, message: string, extra: Readonly<Record<string, Value>> = {}) {
    super(message);
    this.name = 'CommandError';
    this.codeName = codeName;
    this.code = errorCodes[codeName];
    this.extra = extra;
  }
}

/** What this store does not do, named, so that nothing is ignored in silence. */
export function unsupported(what: string): CommandError {
  return new CommandError('CommandNotSupported', `${what} is not supported by this document store`);
}

/** The reply of a command that failed as a whole. */
export function failure(error: CommandError): Doc {
  return docOf({
    ok: 0,
    errmsg: error.message,
    code: new Int32(error.code),
    codeName: error.codeName,
    ...error.extra,
  });
}

/** One entry of `writeErrors`. */
export function writeError(index: number, error: CommandError): Doc {
  return docOf({
    index: new Int32(index),
    code: new Int32(error.code),
    ...error.extra,
    errmsg: error.message,
  });
}
