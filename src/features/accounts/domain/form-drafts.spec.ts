import { DraftTooLarge, isFormName, keepableAnswers, MAX_DRAFT_BYTES } from './form-drafts.js';

describe('the name of a form', () => {
  it.each([
    ['edition:ewa-2027:details', true],
    ['series:ewa', true],
    ['edition:ewa-2027:categories:0197a3c0-1111-7111-8111-111111111111', true],
    ['', false],
    ['Edition:x', false],
    ['edition/../x', false],
    ['edition: x', false],
    [`edition:${'x'.repeat(200)}`, false],
  ])('%s: %s', (name, expected) => {
    expect(isFormName(name)).toBe(expected);
  });
});

describe('what a draft keeps', () => {
  it('is everything but secrets', () => {
    const answers = { title: 'x', hosts: ['a', 'b'], password: 's', csrf: 't', manageToken: 'u', none: undefined };
    expect(keepableAnswers(answers)).toEqual({ title: 'x', hosts: ['a', 'b'] });
  });

  it('has its limit, in bytes', () => {
    const characters = Math.floor((MAX_DRAFT_BYTES - 20) / 3);
    expect(keepableAnswers({ text: '字'.repeat(characters) })).toHaveProperty('text');
    expect(() => keepableAnswers({ text: '字'.repeat(characters + 10) })).toThrow(DraftTooLarge);
  });
});
