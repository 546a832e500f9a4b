/**
 * Does the registration belong to the rule's audience? Aliases: `rule`, `r` registration. What few rules ask for is looked up only
 * for those that do, which spares every newcomer the joins.
 */
const IN_AUDIENCE = `
  coalesce(nullif(rule.audience->'statuses', '[]') ? r.status, r.status = 'confirmed')
  AND (rule.audience->'categories' IS NULL OR rule.audience->'categories' ? r.category_id::text)
  AND (rule.audience->'attendance' IS NULL
    OR rule.audience->'attendance' ? (SELECT c.attendance FROM category c WHERE c.id = r.category_id))
  AND (rule.audience->'locales' IS NULL OR rule.audience->'locales' ? r.locale)
  AND (rule.audience->'institutions' IS NULL
    OR coalesce(rule.audience->'institutions' ? (SELECT i.slug FROM institution i WHERE i.id = r.institution_id), false))`;

/** Registrations beside their rules; the audience decides in the WHERE. */
export const FROM_AUDIENCE = `
  FROM reminder_rule rule JOIN registration r ON r.edition_id = rule.edition_id
  WHERE ${IN_AUDIENCE}`;

/** How long a delivery that is nudged to the queue is kept from the sweep. */
export const OFFERED = `now() + interval '15 seconds'`;

/**
 * Plans reminders as rows, each due with its rule (`due_at` null); those of a draft are mute. Somebody who comes into the audience
 * after the due time is late: then the rule's policy says whether it goes at once or is skipped, and of several that would go at
 * once only the last does. The unique occasion makes planning twice harmless. What was cancelled because the registration had
 * left the audience is planned again as if it were new, for whoever is back.
 * @param before further CTEs, each followed by a comma
 */
export const planReminders = (where: string, before = '') => `
  WITH ${before} due AS (
    SELECT rule.id AS rule_id, rule.edition_id, r.id AS registration_id, rule.round, rule.late_policy,
      rule.due_at <= r.status_at IS TRUE AS late,
      row_number() OVER (PARTITION BY r.id, rule.late_policy, rule.due_at <= r.status_at ORDER BY rule.due_at DESC) AS place
    ${FROM_AUDIENCE} AND rule.enabled AND NOT EXISTS
      (SELECT 1 FROM edition e WHERE e.id = rule.edition_id AND e.status = 'draft') AND ${where}),
  judged AS (
    SELECT *, CASE WHEN late AND late_policy = 'skip' THEN 'late' WHEN late AND place > 1 THEN 'superseded' END AS skipped
    FROM due)
  INSERT INTO delivery AS planned (id, edition_id, registration_id, kind, rule_id, occasion, due_at, state, reason)
  SELECT new_id(), edition_id, registration_id, 'reminder', rule_id, 'rule:' || rule_id || ':' || round,
    CASE WHEN late THEN now() END, CASE WHEN skipped IS NULL THEN 'planned' ELSE 'skipped' END, skipped
  FROM judged
  ON CONFLICT (registration_id, occasion) DO UPDATE
    SET state = excluded.state, reason = excluded.reason, due_at = excluded.due_at, offered_until = NULL
    WHERE planned.state = 'cancelled' AND planned.reason LIKE 'registration-%'`;

/** Takes what $1 is; overtaken ones are kept for the record. `$1` edition, `$2`… columns of the mails, `$7` who is to be reminded. */
export const TELL_MOVES = planReminders(
  'rule.edition_id = $1 AND r.id = ANY ($7::uuid[])',
  `told AS (
    INSERT INTO delivery (id, edition_id, registration_id, kind, occasion, due_at, state, reason, offered_until)
    SELECT id, $1, registration_id, kind, occasion, now(), CASE WHEN overtaken THEN 'cancelled' ELSE 'planned' END,
      CASE WHEN overtaken THEN 'superseded' END, ${OFFERED}
    FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::boolean[])
      AS mail (id, registration_id, kind, occasion, overtaken)
    ON CONFLICT (registration_id, occasion) DO NOTHING),`,
);

/**
 * What is planned for those who had another status before and is no longer to be said: mails about that status, and reminders
 * that the present one gets no more. `$1` registrations, `$2` their status, `$3` why their reminders go, `$4` the kinds of such mails.
 */
export const UNPLAN_MOVED = `
  UPDATE delivery d SET state = 'cancelled',
    reason = CASE WHEN d.kind = 'reminder' OR moved.status = 'cancelled' THEN moved.reason ELSE 'superseded' END
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS moved (registration_id, status, reason)
  WHERE d.registration_id = moved.registration_id AND d.state = 'planned' AND (
    moved.status = 'cancelled' OR d.kind = ANY ($4::text[])
    OR (d.kind = 'reminder' AND NOT EXISTS (SELECT 1 ${FROM_AUDIENCE} AND rule.id = d.rule_id AND r.id = d.registration_id)))`;
