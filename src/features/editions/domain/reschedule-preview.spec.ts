import { type DueDeliveries, rescheduledDeliveries } from './reschedule-preview.js';

const OLD = new Date('2027-05-19T01:00:00Z');
const NEW = new Date('2027-06-19T01:00:00Z');
const rule: DueDeliveries = {
  rule: 'r',
  anchor: 'edition_start',
  offset: '-P1D',
  dueAt: OLD,
  overdue: false,
  round: 1,
  planned: 3,
  skipped: { late: 0, superseded: 0 },
};

describe('rescheduledDeliveries', () => {
  it.each<{
    title: string;
    before?: Partial<DueDeliveries>;
    after: Partial<DueDeliveries>;
    expected: [string, number][];
  }>([
    { title: 'nothing has changed', after: {}, expected: [['unchanged', 3]] },
    { title: 'another time ahead', after: { dueAt: NEW }, expected: [['moved', 3]] },
    {
      title: 'nobody has registered yet',
      before: { planned: 0 },
      after: { dueAt: NEW, planned: 0 },
      expected: [['moved', 0]],
    },
    { title: 'no date any more', after: { dueAt: null }, expected: [['waiting', 3]] },
    { title: 'a date at last', before: { dueAt: null }, after: { dueAt: NEW }, expected: [['moved', 3]] },
    {
      title: 'sent for the old date',
      before: { overdue: true, planned: 0 },
      after: { dueAt: NEW, round: 2 },
      expected: [['again', 3]],
    },
    { title: 'a time in the past', after: { dueAt: NEW, overdue: true }, expected: [['late', 3]] },
    {
      title: 'a time in the past, of a rule that sends nothing late',
      before: { skipped: { late: 2, superseded: 0 } },
      after: { dueAt: NEW, overdue: true, planned: 0, skipped: { late: 5, superseded: 0 } },
      expected: [['skipped', 3]],
    },
    {
      title: 'a time in the past, and for some a later reminder that goes at once',
      after: { dueAt: NEW, overdue: true, planned: 1, skipped: { late: 0, superseded: 2 } },
      expected: [
        ['late', 1],
        ['superseded', 2],
      ],
    },
    {
      title: 'a time in the past before and after',
      before: { overdue: true, planned: 0 },
      after: { dueAt: NEW, overdue: true, planned: 0 },
      expected: [['past', 0]],
    },
  ])('$title', ({ before, after, expected }) => {
    const lines = rescheduledDeliveries([{ ...rule, ...before }], [{ ...rule, ...after }]);
    expect(lines.map(({ outcome, recipients }) => [outcome, recipients])).toEqual(expected);
  });

  it('says which rule, and both times', () => {
    expect(rescheduledDeliveries([rule], [{ ...rule, dueAt: NEW }])).toEqual([
      { rule: 'r', anchor: 'edition_start', offset: '-P1D', recipients: 3, before: OLD, after: NEW, outcome: 'moved' },
    ]);
  });
});
