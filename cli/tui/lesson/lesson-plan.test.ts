import { expect, test } from 'vitest';
import { playRun } from '../../runs/testing/recorded-runs.ts';
import { recordingOf } from '../../runs/testing/recording-of.ts';
import type { Heard } from '../../runs/testing/record-story.ts';
import { retell } from '../../runs/retell.ts';
import { lessonPlan, type LessonStop } from './lesson-plan.ts';

async function planOf(heard: readonly Heard[]): Promise<LessonStop[]> {
  const recording = await recordingOf(heard);
  return lessonPlan(recording, retell(recording).scenarios);
}

const told = (plan: readonly LessonStop[]) => plan.map(({ lesson }) => lesson.sentence);

test('it opens with the story, tells each hop of its chain, and ends with the verdict', async () => {
  const run = await playRun();
  const plan = await planOf(run.heard);
  const [report] = run.reports;
  expect(plan).toHaveLength(report!.chain.length + 2);
  expect(plan[0]).toMatchObject({ lesson: { step: 1, steps: plan.length, picked: null } });
  expect(plan[0]!.lesson.sentence).toMatch(/^customers-and-orders\/approve: /);
  const hops = plan.slice(1, -1).map(({ lesson }) => lesson.picked?.hop);
  expect(new Set(hops)).toEqual(new Set(report!.chain.map(({ id }) => id)));
  expect(plan.at(-1)!.lesson.sentence).toMatch(/^pass: /);
  const moments = plan.map(({ at }) => at);
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));
});

test('of a run that hangs it tells what is missing, where it should be', async () => {
  const { heard } = await playRun([{ unrelayed: ['OrderCreated'] }]);
  const plan = await planOf(heard);
  const missing = plan.find(({ lesson }) => lesson.sentence.startsWith('Something must follow here'));
  expect(missing?.lesson.sentence).toContain('OrderCreated not relayed');
  expect(plan.at(-1)!.lesson.sentence).toMatch(/^fail: /);
});

test('a record that was published once more is told as that, the first one is not', async () => {
  const { heard } = await playRun();
  const twice = heard.flatMap((each) => {
    const isIt =
      each !== 'watched anew' && 'kind' in each && each.kind === 'record' && each.topic === 'Order';
    return isIt && each.offset === '0' ? [each, { ...each, offset: '7' }] : [each];
  });
  const sentences = told(await planOf(twice));
  expect(sentences.filter((text) => text.includes('OrderCreated lies at offset 0'))).toHaveLength(1);
  expect(
    sentences.filter((text) => text.includes('OrderCreated lies on the topic a second time')),
  ).toHaveLength(1);
});

test('several scenarios of one run are told one after another, with one count', async () => {
  const { heard } = await playRun([{}, {}]);
  const plan = await planOf(heard);
  expect(plan.map(({ lesson }) => lesson.step)).toEqual(plan.map((_, index) => index + 1));
  expect(told(plan).filter((text) => text.startsWith('customers-and-orders/approve: '))).toHaveLength(2);
  const moments = plan.map(({ at }) => at);
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));
});
