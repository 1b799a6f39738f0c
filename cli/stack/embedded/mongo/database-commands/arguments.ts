import { CommandError } from '../errors.ts';
import { toNumber } from '../value/numbers.ts';
import { typeName } from '../value/types.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';

/** Typed access to the fields of a command or of one of its statements; wrong types are refused by name. */
export class Arguments {
  readonly doc: Doc;
  readonly #name: string;

  constructor(name: string, doc: Doc) {
    this.#name = name;
    this.doc = doc;
  }

  has(field: string): boolean {
    return this.doc.has(field);
  }

  /** Refuses every field that is not among these. */
  acceptOnly(fields: ReadonlySet<string>): void {
    for (const field of this.doc.keys())
      if (!fields.has(field))
        throw new CommandError('IDLUnknownField', `BSON field '${this.#name}.${field}' is an unknown field.`);
  }

  value(field: string): Value | undefined {
    return this.doc.get(field);
  }

  string(field: string): string {
    const value = this.#required(field);
    return typeof value === 'string' ? value : this.#wrongType(field, value, 'string');
  }

  number(field: string): number | undefined {
    const value = this.doc.get(field);
    if (value === undefined || value === null) return undefined;
    return toNumber(value) ?? this.#wrongType(field, value, 'long');
  }

  /** A whole number of at least zero. */
  count(field: string): number | undefined {
    const number = this.number(field);
    if (number !== undefined && (!Number.isInteger(number) || number < 0))
      throw new CommandError(
        'BadValue',
        `BSON field '${this.#name}.${field}' value must be >= 0 and whole, actual value '${number}'`,
      );
    return number;
  }

  boolean(field: string): boolean {
    const value = this.doc.get(field);
    if (value === undefined || value === null) return false;
    if (typeof value === 'boolean') return value;
    const number = toNumber(value);
    return number === undefined ? this.#wrongType(field, value, 'bool') : number !== 0;
  }

  docIfAny(field: string): Doc | undefined {
    const value = this.doc.get(field);
    if (value === undefined || value === null) return undefined;
    return isDoc(value) ? value : this.#wrongType(field, value, 'object');
  }

  requiredDoc(field: string): Doc {
    this.#required(field);
    return this.docIfAny(field) ?? this.#wrongType(field, null, 'object');
  }

  docs(field: string): Doc[] {
    const value = this.doc.get(field) ?? [];
    if (!Array.isArray(value)) return this.#wrongType(field, value, 'array');
    return value.map((element) => (isDoc(element) ? element : this.#wrongType(field, element, 'object')));
  }

  #required(field: string): Value {
    const value = this.doc.get(field);
    if (value === undefined)
      throw new CommandError(
        'IDLFailedToParse',
        `BSON field '${this.#name}.${field}' is missing but a required field`,
      );
    return value;
  }

  #wrongType(field: string, value: Value, expected: string): never {
    throw new CommandError(
      'TypeMismatch',
      `BSON field '${this.#name}.${field}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
    );
  }
}
