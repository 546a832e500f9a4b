import { type RegistrationDetails } from '../../../features/registration/index.js';
import { TableHead } from '../../layout/data-table.js';
import { Email } from '../../layout/email.js';
import { Localised, Name } from '../../layout/localised.js';
import { RegistrationStatusMark } from '../../layout/status.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';

/** A row for each person, a card on a phone; with a box to tick where something can be done with several of them. */
export function PeopleTable({
  base,
  edition,
  registrations,
  canChoose,
}: {
  base: string;
  edition: EditionRef;
  registrations: readonly RegistrationDetails[];
  canChoose: boolean;
}) {
  const { t } = useView();
  const zone = edition.when.timeZone ?? 'UTC';
  return (
    <div class="data people">
      <table role="table">
        <TableHead
          columns={[
            ...(canChoose ? [{ text: t('registrations.choose'), isHidden: true }] : []),
            { text: t('register.name') },
            { text: t('register.email') },
            { text: t('register.institution') },
            { text: t('manage.category') },
            { text: t('console.state') },
            { text: t('registrations.since') },
          ]}
        />
        <tbody role="rowgroup">
          {registrations.map((one) => (
            <tr role="row" key={one.id}>
              {canChoose && (
                <td role="cell" class="choose">
                  <label class="choice">
                    <input type="checkbox" name="ids" value={one.id} />
                    <span class="vh">{t('registrations.chooseOne', { name: one.name })}</span>
                  </label>
                </td>
              )}
              <th role="rowheader" scope="row">
                <a href={`${base}/${one.id}`}>
                  <Name>{one.name}</Name>
                </a>
                {one.nativeName && (
                  <>
                    {' '}
                    <Name>{one.nativeName}</Name>
                  </>
                )}
                <br />
                <span class="small muted regular num">{one.reference}</span>
              </th>
              <td role="cell" data-label={t('register.email')}>
                <span>
                  <Email>{one.email}</Email>
                </span>
              </td>
              <td role="cell" data-label={t('register.institution')}>
                <span>
                  {one.institution ? <Localised text={one.institution.name} /> : <Name>{one.affiliation ?? '–'}</Name>}
                </span>
              </td>
              <td role="cell" data-label={t('manage.category')}>
                <span>
                  <Localised text={one.category.name} />
                </span>
              </td>
              <td role="cell" data-label={t('console.state')}>
                <span>
                  <RegistrationStatusMark status={one.status} />
                  {one.position !== null && (
                    <>
                      {' '}
                      <span class="small muted">{t('manage.position', { position: one.position })}</span>
                    </>
                  )}
                  {one.checkedInAt && (
                    <>
                      {' '}
                      <span class="status" data-is="checked-in">
                        {t('registrations.isIn')}
                      </span>
                    </>
                  )}
                </span>
              </td>
              <td role="cell" data-label={t('registrations.since')}>
                <At instant={one.createdAt} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
