import { type LocalisedText } from '../../kernel/locale.js';
import { ordinal as ordinalText } from '../../platform/i18n/format.js';
import { TableHead } from '../layout/data-table.js';
import { InstitutionLink } from '../layout/institution-link.js';
import { useView } from '../layout/view-context.js';

/** An edition as far as its number and year say enough. */
export interface HostedEdition {
  key: string;
  ordinal: number | null;
  year: number;
}

export interface HostTableProps {
  /** The most frequent first; their editions newest first, never none. */
  hosts: { slug: string; name: LocalisedText; editions: HostedEdition[] }[];
  /** Held, but the host is not recorded; newest first. */
  unrecorded: HostedEdition[];
}

function EditionLinks({ editions }: { editions: HostedEdition[] }) {
  const { t, locale } = useView();
  return (
    <>
      {editions.map(({ key, ordinal, year }, index) => (
        <>
          {index > 0 && t('list.separator')}
          <a key={key} class="nowrap" href={`/events/${key}`}>
            {ordinal === null ? t('edition.year', { year }) : ordinalText(locale, ordinal)}
          </a>
        </>
      ))}
    </>
  );
}

/** Who hosted how often and when last, and of which editions nobody knows it. */
export function HostTable({ hosts, unrecorded }: HostTableProps) {
  const { t } = useView();
  const columns = {
    times: t('series.hosts.times'),
    last: t('series.hosts.last'),
    editions: t('series.hosts.editions'),
  };
  return (
    <div class="stack">
      {hosts.length > 0 && (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('series.hosts.host') },
                { text: columns.times, isNumber: true },
                { text: columns.last, isNumber: true },
                { text: columns.editions },
              ]}
            />
            <tbody role="rowgroup">
              {hosts.map(({ slug, name, editions }) => (
                <tr role="row" key={slug}>
                  <th role="rowheader" scope="row">
                    <InstitutionLink place={{ slug, name }} />
                  </th>
                  <td role="cell" data-num data-label={columns.times}>
                    {editions.length}
                  </td>
                  <td role="cell" data-num data-label={columns.last}>
                    {editions[0]?.year}
                  </td>
                  <td role="cell" data-label={columns.editions}>
                    <span>
                      <EditionLinks editions={editions} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {unrecorded.length > 0 && (
        <p class="note">
          {t('series.hosts.unrecorded')} <EditionLinks editions={unrecorded} />
          {t('list.stop')}
        </p>
      )}
    </div>
  );
}
