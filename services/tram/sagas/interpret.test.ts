import { describe, expect, it, test } from 'vitest';
import type { MessageId } from '../message/message-id.ts';
import type { AfterTimeout, SagaDefinition } from './definition.ts';
import { dueAtMs } from './instance.ts';
import { stateText } from './state-text.ts';
import { Play, said } from './testing/play.ts';
import { type TripData, tripSaga } from './testing/trip-saga.ts';

const data: TripData = { car: true, legs: [{ from: 'A', to: 'B' }], booked: [], refusal: null };

/** What was sent, and what became of it. */
function play(definition: SagaDefinition<TripData> = tripSaga(), given = data) {
  return new Play(definition, given).start();
}

const confirmed = (what: string) => ({ type: 'Booked', payload: { what } });
const refused = { type: 'SoldOut', payload: { why: 'full' } };
const done = { type: 'Done', payload: {} };

describe('a saga', () => {
  it('goes from step to step, as each is answered', () => {
    const trip = play();
    expect(trip.sent).toEqual(['flight: BookFlight']);
    trip.answer('flight', confirmed('F1'));
    expect(trip.sent.slice(1)).toEqual(['hotel: BookHotel', 'car: BookCar']);
    trip.answer('car', confirmed('C1'));
    expect(trip.state).toBe('stay');
    trip.answer('hotel', confirmed('H1')).answer('pay', done).answer('tickets', done);
    expect(trip.state).toBe('COMPLETED');
    expect(trip.instance.steps).toEqual({
      note: 'done',
      flight: 'done',
      hotel: 'done',
      car: 'done',
      pay: 'done',
      tickets: 'done',
    });
    expect(trip.instance.data.booked).toEqual(['F1', 'C1', 'H1']);
    expect(trip.locals).toEqual(['note']);
    expect(dueAtMs(trip.instance)).toBeUndefined();
  });

  it('tells participants what the data say at that time, however deep', () => {
    const trip = play().answer('flight', confirmed('F1'));
    expect(trip.payloadOf('flight')).toEqual({ id: 's1', legs: [{ from: 'A', to: 'B' }] });
    expect(trip.payloadOf('hotel')).toEqual({ id: 's1', after: ['F1'] });
  });

  it('passes over what its data leave out, and its compensation', () => {
    const trip = play(tripSaga(), { ...data, car: false });
    trip.answer('flight', confirmed('F1'));
    expect(trip.sent.slice(1)).toEqual(['hotel: BookHotel']);
    trip.answer('hotel', confirmed('H1')).answer('pay', refused);
    trip.answer('hotel', done).answer('flight', done);
    expect(trip.state).toBe('COMPENSATED');
    expect(trip.undone).toEqual(['hotel', 'flight', 'note']);
    expect(trip.instance.steps).toMatchObject({ car: 'skipped' });
  });
});

describe('a refusal', () => {
  test.each([
    ['flight', ['note']],
    ['hotel', ['car', 'flight', 'note']],
    ['car', ['hotel', 'flight', 'note']],
    ['pay', ['car', 'hotel', 'flight', 'note']],
  ])('of %s undoes %j', (step, undone) => {
    const trip = play();
    trip.answerAll((asked) => (asked === step && !trip.compensating ? refused : said(trip, asked)));
    expect(trip.state).toBe('COMPENSATED');
    expect(trip.undone).toEqual(undone);
    expect(trip.instance.data.refusal).toBe('full');
    expect(trip.instance.steps).toMatchObject({ [step]: 'refused' });
  });

  it('in a group waits until the others have answered, as they may be done', () => {
    const trip = play().answer('flight', confirmed('F1')).answer('hotel', refused);
    expect([trip.state, trip.undone]).toEqual(['stay', []]);
    trip.answer('car', confirmed('C1'));
    expect([trip.state, trip.sent.at(-1)]).toEqual(['undo stay', 'undo car: CancelCar']);
  });

  it('of local work is one like any other', () => {
    const trip = new Play(tripSaga(), data).refuseLocal('note').start();
    expect([trip.state, trip.sent]).toEqual(['COMPENSATED', []]);
    expect(trip.instance.steps).toEqual({ note: 'refused' });
  });

  it('of a compensation has it sent again, after a while, until it succeeds', () => {
    const trip = play().answer('flight', confirmed('F1'));
    trip.answer('hotel', refused).answer('car', confirmed('C1'));
    const first = trip.requestOf('car');
    trip.answer('car', refused);
    expect([trip.state, dueAtMs(trip.instance)]).toEqual(['undo stay', trip.nowMs + 100]);
    trip.wait(99);
    expect(trip.requestOf('car')).toBe(first);
    trip.wait(1).answer('car', refused);
    expect(dueAtMs(trip.instance)).toBe(trip.nowMs + 200);
    trip.wait(200).answer('car', done).answer('flight', done);
    expect(trip.state).toBe('COMPENSATED');
    expect(trip.sent.filter((each) => each === 'undo car: CancelCar')).toHaveLength(3);
  });

  it('after the pivot has the step sent again, waiting longer each time but not for ever', () => {
    const trip = play();
    trip.answerAll((asked) => (asked === 'tickets' ? undefined : said(trip, asked)));
    const waits = [100, 200, 400, 400].map((ms) => {
      trip.answer('tickets', refused);
      const due = (dueAtMs(trip.instance) ?? 0) - trip.nowMs;
      trip.wait(ms);
      return due;
    });
    expect(waits).toEqual([100, 200, 400, 400]);
    trip.answer('tickets', done);
    expect([trip.state, trip.undone]).toEqual(['COMPLETED', []]);
  });
});

const limited = (then: AfterTimeout, step: 'flight' | 'pay' | 'tickets') =>
  tripSaga({ [step]: { afterMs: 1_000, then } });

describe('time', () => {
  it('that is up undoes the step too, as it may have been done', () => {
    const trip = play(limited('compensate', 'flight'));
    trip.wait(999);
    expect(trip.state).toBe('flight');
    const request = trip.requestOf('flight');
    trip.wait(1);
    expect([trip.state, trip.sent.at(-1)]).toEqual(['undo flight', 'undo flight: CancelFlight']);
    expect(trip.because).toBe(request);
    const before = trip.instance;
    trip.reply(request, confirmed('late'));
    expect(trip.instance).toEqual(before);
    trip.answer('flight', done);
    expect([trip.state, trip.undone]).toEqual(['COMPENSATED', ['flight', 'note']]);
  });

  it('that is up has a compensation sent again', () => {
    const trip = play(limited('compensate', 'flight')).wait(1_000).wait(1_000);
    expect(trip.sent.filter((each) => each === 'undo flight: CancelFlight')).toHaveLength(2);
    trip.answer('flight', done);
    expect(trip.state).toBe('COMPENSATED');
  });

  it('that is up has the step sent again, with more time for each; a late success of the first one counts', () => {
    const trip = play(limited('retry', 'pay'));
    trip.answerAll((asked) => (asked === 'pay' ? undefined : said(trip, asked)));
    const first = trip.requestOf('pay');
    trip.wait(1_000);
    expect(trip.requestOf('pay')).not.toBe(first);
    expect(dueAtMs(trip.instance)).toBe(trip.nowMs + 2_000);
    trip.reply(first, done);
    expect(trip.state).toBe('tickets');
  });

  it('is doubled for each try, up to ten times the first limit', () => {
    const trip = play(limited('retry', 'pay'));
    trip.answerAll((asked) => (asked === 'pay' ? undefined : said(trip, asked)));
    const limits = [1, 2, 3, 4, 5, 6].map(() => {
      const limit = (dueAtMs(trip.instance) ?? 0) - trip.nowMs;
      trip.wait(limit);
      return limit;
    });
    expect(limits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it('that is up once lets the answer to the last command decide: a late refusal of the first one changes nothing', () => {
    const trip = play(limited('retry', 'pay'));
    trip.answerAll((asked) => (asked === 'pay' ? undefined : said(trip, asked)));
    const first = trip.requestOf('pay');
    trip.wait(1_000).reply(first, refused);
    expect([trip.state, trip.instance.data.refusal]).toEqual(['pay', null]);
    trip.answer('pay', done);
    expect(trip.state).toBe('tickets');
  });

  it('that is up strikes once, however often one looks', () => {
    const trip = play(limited('retry', 'flight')).wait(1_000).wait(0).wait(1);
    expect(trip.sent).toHaveLength(2);
  });

  it('that is up leaves the saga to people', () => {
    const trip = play(limited('fail', 'flight')).wait(1_000);
    expect([trip.state, trip.undone]).toEqual(['FAILED', []]);
    expect(trip.instance.steps).toEqual({ note: 'done', flight: 'timed-out' });
    expect(dueAtMs(trip.instance)).toBeUndefined();
  });

  it('after the pivot never leads back', () => {
    const trip = play(limited('retry', 'tickets'));
    trip.answerAll((asked) => (asked === 'tickets' ? undefined : said(trip, asked)));
    trip.wait(1_000).wait(2_000).answer('tickets', done);
    expect([trip.state, trip.undone]).toEqual(['COMPLETED', []]);
  });

  it('that was up once makes a refusal no proof that nothing was done', () => {
    const trip = play(limited('retry', 'flight')).wait(1_000).answer('flight', refused);
    expect(trip.sent.at(-1)).toBe('undo flight: CancelFlight');
  });
});

describe('what nobody awaits', () => {
  it('changes nothing: a reply that comes twice, one of another saga, one after the end', () => {
    const trip = play();
    const request = trip.requestOf('flight');
    trip.answer('flight', confirmed('F1'));
    for (const each of [request, 'of another saga' as MessageId]) {
      const before = trip.instance;
      trip.reply(each, confirmed('F1'));
      expect(trip.instance).toEqual(before);
    }
    trip.answerAll((asked) => said(trip, asked));
    const end = trip.instance;
    trip.reply(request, refused).wait(1_000_000);
    expect(trip.instance).toEqual(end);
    expect(stateText(tripSaga(), end)).toBe('COMPLETED');
  });
});
