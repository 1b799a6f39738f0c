import { expect, test } from 'vitest';
import { superviseMember, type GroupMember } from './supervise-member.ts';

/** A member that ends when it is left, or with this failure at once. */
function member(failure?: Error): GroupMember & { readonly left: () => boolean } {
  let end!: (failure: Error | undefined) => void;
  let left = false;
  const ended = new Promise<Error | undefined>((resolve) => (end = resolve));
  if (failure) end(failure);
  return {
    ended,
    left: () => left,
    async leave() {
      left = true;
      end(undefined);
    },
  };
}

test('a member that joins while the subscription stops is left, and the stop ends', async () => {
  const late = member();
  let joining!: () => void;
  const isJoining = new Promise<void>((resolve) => (joining = resolve));
  let joined!: (member: GroupMember) => void;
  const join = () => {
    joining();
    return new Promise<GroupMember>((resolve) => (joined = resolve));
  };
  const subscription = superviseMember(member(new Error('connection lost')), join, () => undefined);
  await isJoining;
  const stopped = subscription.stop();
  joined(late);
  await stopped;
  expect(late.left()).toBe(true);
});

test('a member that fails is left, and another joins in its place', async () => {
  const [first, second] = [member(new Error('connection lost')), member()];
  const errors: string[] = [];
  let joining!: () => void;
  const isJoining = new Promise<void>((resolve) => (joining = resolve));
  const join = async () => {
    joining();
    return second;
  };
  const subscription = superviseMember(first, join, ({ message }) => errors.push(message));
  await isJoining;
  await subscription.stop();
  expect([first.left(), second.left(), errors]).toEqual([true, true, ['connection lost']]);
});
