import { aboutOf, mailOfMove, occasionOfResend, statusToldBy } from './mail-of-move.js';

type Move = Parameters<typeof mailOfMove>[0];

const VERSION = 4;

describe('the mail of a move', () => {
  it.each<[Move['why'], Move['to'], string, string]>([
    ['registered', 'confirmed', 'confirmation', 'confirmation'],
    ['registered', 'waitlisted', 'waitlisted', 'waitlisted:4'],
    ['registered', 'pending', 'confirmation', 'confirmation:4:pending'],
    ['registered', 'offered', 'approved', 'approved:4:offered'],
    ['approved', 'confirmed', 'approved', 'approved:4'],
    ['approved', 'offered', 'approved', 'approved:4:offered'],
    ['approved', 'waitlisted', 'waitlisted', 'waitlisted:4:approved'],
    ['promoted', 'confirmed', 'promoted', 'promoted:4'],
    ['promoted', 'offered', 'promoted', 'promoted:4:offered'],
    ['accepted', 'confirmed', 'confirmation', 'confirmation:4:accepted'],
    ['declined', 'declined', 'declined', 'declined:4'],
    ['cancelled', 'cancelled', 'cancelled', 'cancelled:4'],
    ['lapsed', 'cancelled', 'cancelled', 'cancelled:4:lapsed'],
    ['reinstated', 'confirmed', 'confirmation', 'confirmation:4:reinstated'],
    ['reinstated', 'waitlisted', 'waitlisted', 'waitlisted:4:reinstated'],
    ['reinstated', 'pending', 'confirmation', 'confirmation:4:pending'],
    ['recategorised', 'confirmed', 'change', 'change:4'],
    ['recategorised', 'offered', 'change', 'change:4:offered'],
    ['recategorised', 'waitlisted', 'waitlisted', 'waitlisted:4:recategorised'],
    ['recategorised', 'pending', 'change', 'change:4:pending'],
  ])('%s → %s: %s, %s', (why, to, kind, occasion) => {
    const mail = mailOfMove({ why, to, version: VERSION });
    expect(mail).toEqual({ kind, occasion });
    // Whatever mail it is, it tells of the status that the move has led to.
    expect(statusToldBy(mail.kind, mail.occasion)).toBe(to);
  });

  it('says what is true when it goes out, where the link was asked for again or an organiser sends it again', () => {
    expect(statusToldBy('confirmation', 'link:2027052010')).toBeNull();
    expect(statusToldBy('confirmation', 'resend:0190-1')).toBeNull();
  });
});

describe('a mail that is sent again', () => {
  it.each([
    ['confirmation', 'resend:x', null],
    ['promoted:3', 'resend:x', null],
    ['promoted:3:offered', 'resend:x:offered', 'offered'],
    ['cancelled:9:lapsed', 'resend:x:lapsed', 'lapsed'],
    ['resend:y:lapsed', 'resend:x:lapsed', 'lapsed'],
    ['rule:0190:2', 'resend:x', null],
    ['edition-cancelled', 'resend:x', null],
    ['remind-2027-05-20T10:00:00.000Z', 'resend:x', null],
  ])('%s becomes %s', (occasion, again, about) => {
    expect(occasionOfResend('x', occasion)).toBe(again);
    expect(aboutOf(again)).toBe(about);
  });
});
