import { titleOf, typeOf, type MessageStory } from './indexes/message-story.ts';
import type { Transaction } from './indexes/transaction.ts';
import { mend } from './mend.ts';
import type { Model } from './model.ts';
import { placeText } from './place-text.ts';
import { type Unjoined, unjoinedSince } from './unjoined.ts';

const shown = 3;

/** That messages of this type were seen and no request is known for them, and how to mend it; undefined where none was. */
export function unjoinedOfType(
  model: Model,
  correlations: readonly string[],
  type: string,
): string | undefined {
  const found = unjoinedSince(model, correlations).flatMap((unjoined) => {
    const messages = unjoined.messages.filter((story) => typeOf(story) === type);
    return messages.length === 0 ? [] : [{ unjoined, messages }];
  });
  if (found.length === 0) return undefined;
  const places = found.flatMap(({ messages }) => messages).map((story) => placesOf(model, story));
  const seen = `${type} was seen (${some(places, '; ')}), but no request is known for it`;
  const begun = found.map(({ unjoined }) => unjoined);
  return `${seen}: ${mending(model, begun)}`;
}

/** The same of all that was seen: how many, which, and how to mend it. */
export function unjoinedText(model: Model, unjoined: readonly Unjoined[]): string {
  const messages = unjoined.flatMap((each) => each.messages);
  const commits = unjoined.flatMap((each) =>
    each.messages.length === 0 && each.transaction ? [each.transaction] : [],
  );
  const counts = [counted(messages.length, 'message'), counted(commits.length, 'commit')].filter(Boolean);
  const which = [
    ...messages.map((story) => `${titleOf(story)} (${placesOf(model, story)})`),
    ...commits.map((commit) => `${changesOf(commit)} (${commit.database} xid ${commit.xid})`),
  ];
  const were = messages.length + commits.length === 1 ? 'was' : 'were';
  return `${counts.join(' and ')} ${were} seen for which no request is known, ${some(which, ', ')}: ${mending(model, unjoined)}`;
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}

function some(texts: readonly string[], between: string): string {
  const more = texts.length - shown;
  return texts.slice(0, shown).join(between) + (more > 0 ? ` and ${more} more` : '');
}

function placesOf({ roles }: Model, { id, outbox, records }: MessageStory): string {
  const rows = outbox.map(({ transaction: { database } }) => {
    const table = roles.databases.get(database)?.mapping?.outbox?.table ?? '';
    return `${database} ${table} ${id}`;
  });
  const places = records.map(({ topic, partition, offset, routing }) =>
    placeText({ topic, partition, offset, ...routing }),
  );
  return [...rows, ...places].join(', ');
}

function changesOf({ rows }: Transaction): string {
  return rows
    .map(({ change: { op, table }, history }) => `${op} ${table} ${Object.values(history.key).join(' ')}`)
    .join(', ');
}

function mending(model: Model, unjoined: readonly Unjoined[]): string {
  return some([...new Set(unjoined.map((each) => mend(model.system, each)))], '; ');
}
