import { describe, expect, test } from 'vitest';
import { consumerExample } from './consumer-text.ts';
import type { DraftDatabase, SystemDraft } from './draft.ts';

function draftOf(
  services: readonly string[],
  topics: readonly string[],
  databases: readonly DraftDatabase[] = [],
): SystemDraft {
  return {
    name: 'library',
    services: services.map((name) => ({ name, command: ['node', '.'], port: 3000, health: '/' })),
    databases,
    topics: topics.map((name) => ({ name, partitions: 1 })),
  };
}

function databaseOf(
  service: string,
  has: { outbox?: true; inbox?: true } = {},
  users: readonly string[] = [],
): DraftDatabase {
  const outbox = {
    table: 'outbox',
    form: 'columns',
    columns: {},
    why: '',
    guessed: false,
    sent: undefined,
  } as const;
  const inbox = { table: 'inbox', message: 'id', consumer: undefined, why: '' };
  const proposal = { outbox: has.outbox && outbox, inbox: has.inbox && inbox, tables: [], left: [] };
  return { name: `${service}-db`, kind: 'postgres', service, users, proposal };
}

function consumerOf(draft: SystemDraft): string | undefined {
  return /#   (\S+):\n#     service: \1\n/.exec(consumerExample(draft).join('\n'))?.[1];
}

describe('the consumer of the example is not who writes the topic', () => {
  test.each([
    [['loans', 'members'], 'library.loans'],
    [['members', 'loans'], 'library.loans'],
    [['loan-service', 'members'], 'Loan'],
    [['library', 'members', 'loans'], 'library-loans'],
  ])('of %j for %s: one with another name', (services, topic) => {
    const consumer = consumerOf(draftOf(services, [topic]));
    expect(consumer).not.toMatch(/^loan/);
    expect(services).toContain(consumer);
  });

  test('where no name tells: not whose outbox it is', () => {
    const draft = draftOf(['service', 'members'], ['events'], [databaseOf('members', { outbox: true })]);
    expect(consumerOf(draft)).toBe('service');
  });

  test('nor who shares its database, such as its poller', () => {
    const databases = [databaseOf('loans', {}, ['loans-poller']), databaseOf('members')];
    expect(consumerOf(draftOf(['loans', 'loans-poller', 'members'], ['loans'], databases))).toBe('members');
  });

  test('whoever has an inbox comes first, and has it named', () => {
    const databases = [databaseOf('loans', { inbox: true }), databaseOf('fees', { inbox: true })];
    const draft = draftOf(['loans', 'members', 'fees'], ['library.loans'], databases);
    expect(consumerOf(draft)).toBe('fees');
    expect(consumerExample(draft)).toContain('#     inbox: fees-db');
  });

  test('a placeholder, where there is nobody else', () => {
    const databases = [databaseOf('loans', { inbox: true }, ['loans-poller'])];
    const draft = draftOf(['loans', 'loans-poller'], ['library.loans'], databases);
    expect(consumerOf(draft)).toBe('<who-listens>');
    expect(consumerExample(draft).join()).not.toContain('inbox:');
  });
});

test('without a topic no example makes one up', () => {
  const lines = consumerExample(draftOf(['loans', 'members'], []));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^# consumers: .*topics/);
});
