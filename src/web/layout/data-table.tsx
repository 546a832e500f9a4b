import { useView } from './view-context.js';

/** A column as its head shows it: a number stands to the right, a hidden head is for screen readers only. */
export interface Column {
  text: string;
  isNumber?: boolean;
  isHidden?: boolean;
}

/** The head of a `.data` table. The roles are explicit, because the cards of a phone take the implied ones away. */
export function TableHead({ columns }: { columns: Column[] }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ text, isNumber, isHidden }) => (
          <th key={text} role="columnheader" scope="col" data-num={isNumber || undefined}>
            {isHidden ? <span class="vh">{text}</span> : text}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** In place of a list: why it is empty, or that a filter leaves nothing and how to take it away. */
export function EmptyList({ clear, title, text }: { clear: string | null; title: string; text: string }) {
  const { t } = useView();
  return (
    <div class="empty">
      <h2>{clear ? t('list.noMatch') : title}</h2>
      <p>{clear ? t('list.noMatchText') : text}</p>
      {clear && (
        <a class="btn" href={clear}>
          {t('list.clear')}
        </a>
      )}
    </div>
  );
}
