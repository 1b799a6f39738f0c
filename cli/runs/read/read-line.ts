import { toError, UsageError } from '../../lib/errors.ts';
import { pathText } from '../../systems/check-file.ts';
import { formatVersion, type RunLine } from '../format.ts';
import { parseJsonLine, surveyJson } from '../json-line.ts';
import type { FileLine } from './inflated-lines.ts';
import type { ReadLimits } from './limits.ts';
import { isKnownEvent, lineSchemas, versionSchema, type LineKind } from './line-schema.ts';
import { isKnownKind } from './observation-schema.ts';

/** One line as it is meant; undefined for what only a later version understands. @throws UsageError naming the line and the field */
export function readLine(file: string, line: FileLine, limits: ReadLimits): RunLine | undefined {
  const refuse = (why: string): never => {
    throw new UsageError(`${file}, line ${line.number}: ${why}.`);
  };
  const value = parsed(line, limits, refuse);
  const kind = Object.keys(lineSchemas).find((name): name is LineKind => Object.hasOwn(value, name));
  if (kind === undefined) return undefined;
  const content = value[kind];
  if (kind === 'header') requireVersion(file, content);
  if (isOfLaterVersion(kind, content)) return undefined;
  const { data, error } = lineSchemas[kind].safeParse(content);
  const issue = error?.issues[0];
  if (issue !== undefined) refuse(`${pathText([kind, ...issue.path])}: ${issue.message}`);
  // The schemas are looser than the types only in what nobody reads.
  return { [kind]: data } as unknown as RunLine;
}

type Fields = Readonly<Record<string, unknown>>;

function parsed({ bytes }: FileLine, { depth }: ReadLimits, refuse: (why: string) => never): Fields {
  const text = bytes.toString('utf8');
  const survey = surveyJson(text, depth);
  if (survey.depth > depth) return refuse(`it is nested more than ${depth} deep`);
  try {
    const value = parseJsonLine(text, survey);
    return isFields(value) ? value : refuse('it is no JSON object');
  } catch (thrown) {
    return refuse(`it is no JSON (${toError(thrown).message})`);
  }
}

function requireVersion(file: string, header: unknown): void {
  const version = versionSchema.safeParse(header).data?.sagarun;
  if (version === undefined || version === formatVersion) return;
  throw new UsageError(
    `${file} is a recording of version ${version}; this saga-lab reads version ${formatVersion}. Take the saga-lab that made it, or a later one.`,
  );
}

/** Kinds are added as the formats grow: a reader passes over those that it does not know. */
function isOfLaterVersion(kind: LineKind, content: unknown): boolean {
  if (!isFields(content)) return false;
  if (kind === 'o') return typeof content['kind'] === 'string' && !isKnownKind(content['kind']);
  return kind === 'event' && typeof content['type'] === 'string' && !isKnownEvent(content['type']);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
