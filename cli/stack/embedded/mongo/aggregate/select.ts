import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { compileSort } from '../query/sort.ts';
import { toNumber } from '../value/numbers.ts';
import { docOf, isDoc, type Doc, type Value } from '../value/value.ts';
import type { Stage, StageBuilder } from './stage.ts';

export function docOperand(name: string, operand: Value): Doc {
  if (isDoc(operand)) return operand;
  throw new CommandError('FailedToParse', `the ${name} stage specification must be an object`);
}

export function pipelineOperand(name: string, operand: Value | undefined): Doc[] {
  if (Array.isArray(operand) && operand.every(isDoc)) return operand;
  throw new CommandError('TypeMismatch', `the pipeline of ${name} must be an array of objects`);
}

function positive(name: string, operand: Value, least: number): number {
  const number = toNumber(operand);
  if (number === undefined || !Number.isInteger(number) || number < least)
    throw new CommandError(
      'BadValue',
      `invalid argument to ${name} stage: expected a whole number of at least ${least}`,
    );
  return number;
}

export const match: StageBuilder = (operand, { vars }) => {
  const matches = compileFilter(docOperand('$match', operand), vars);
  return function* (docs) {
    for (const doc of docs) if (matches(doc)) yield doc;
  };
};

export const limit: StageBuilder = (operand) => first(positive('$limit', operand, 1));

function first(most: number): Stage {
  return function* (docs) {
    let taken = 0;
    for (const doc of docs) {
      yield doc;
      taken += 1;
      if (taken === most) return;
    }
  };
}

export const skip: StageBuilder = (operand) => {
  const many = positive('$skip', operand, 0);
  return function* (docs) {
    let seen = 0;
    for (const doc of docs) {
      seen += 1;
      if (seen > many) yield doc;
    }
  };
};

export const sort: StageBuilder = (operand) => {
  const compare = compileSort(docOperand('$sort', operand));
  return (docs) => [...docs].sort(compare);
};

export const count: StageBuilder = (operand) => {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.'))
    throw new CommandError('BadValue', 'the count field must be a non-empty string without $ and dots');
  return (docs) => {
    let counted = 0;
    for (const _ of docs) counted += 1;
    return counted === 0 ? [] : [docOf({ [operand]: new Int32(counted) })];
  };
};

export const sample: StageBuilder = (operand) => {
  const size = positive('$sample', docOperand('$sample', operand).get('size') ?? null, 1);
  return (docs) => {
    const pool = [...docs];
    for (let at = 0; at < Math.min(size, pool.length); at += 1) {
      const other = at + Math.floor(Math.random() * (pool.length - at));
      const [here, there] = [pool[at], pool[other]];
      if (here !== undefined && there !== undefined) [pool[at], pool[other]] = [there, here];
    }
    return pool.slice(0, size);
  };
};

export const facet: StageBuilder = (operand, context, nested) => {
  const facets = [...docOperand('$facet', operand)].map(
    ([name, pipeline]) => [name, nested(pipelineOperand('$facet', pipeline), context)] as const,
  );
  return (docs) => {
    const all = [...docs];
    return [new Map(facets.map(([name, pipeline]) => [name, [...pipeline(all)]]))];
  };
};
