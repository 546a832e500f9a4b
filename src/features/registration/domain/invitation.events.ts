/** Invitations are to be mailed: each gets one mail for this occasion, which no other mail of the same invitation has. */
export class InvitationsIssued {
  constructor(
    readonly editionId: string,
    readonly invitationIds: readonly string[],
    /** `issue`, `resend-<link version>` or `remind-<instant>`. */
    readonly occasion: string,
  ) {}
}
