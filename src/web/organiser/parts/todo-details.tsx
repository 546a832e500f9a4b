import { type ChecklistDetail, type ChecklistItemName, type TextPlace } from '../../../features/editions/index.js';
import { Name } from '../../layout/localised.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';

/** Where each text is changed. A mirror is changed with its stream, of which only the list knows. */
const PAGES: Record<TextPlace, (id: string) => string> = {
  edition: () => '/details',
  category: (id) => `/categories/${id}`,
  question: () => '/questions',
  stream: (id) => `/streams/${id}`,
  mirror: () => '/streams',
  'reminder-rule': (id) => `/reminders/${id}`,
};

const PATHS: Record<string, TextKey> = {
  title: 'parts.text.title',
  theme: 'new.theme',
  description: 'parts.text.description',
  'venue.name': 'new.venueName',
  'venue.address': 'new.venueAddress',
  'venue.city': 'new.venueCity',
};

const PLACES: Record<TextPlace, TextKey> = {
  edition: 'console.edition',
  category: 'new.category',
  question: 'parts.text.question',
  stream: 'new.stream',
  mirror: 'new.stream',
  'reminder-rule': 'delivery.kind.reminder',
};

const FIRST = 6;

/** The texts behind a point of the list, each with a link to where it is put right: which language is missing, or what is left over. */
export function TodoDetails({
  edition,
  item,
  detail,
  mayEdit,
}: {
  edition: EditionRef;
  item: ChecklistItemName;
  detail: readonly ChecklistDetail[];
  mayEdit: boolean;
}) {
  const { t } = useView();
  const lines = detail.map(({ place, id, path, locale, text }) => {
    const name = t((place === 'edition' ? PATHS[path] : undefined) ?? PLACES[place]);
    return (
      <li key={`${id} ${path} ${locale} ${text}`}>
        {mayEdit ? <a href={`/organise/editions/${edition.key}${PAGES[place](id)}`}>{name}</a> : name}
        {locale && (
          <>
            {t('list.comma')}
            <span lang={locale}>{languageName(locale)}</span>
          </>
        )}
        {item === 'mentions' && (
          <>
            {t('parts.todo.colon')}
            <q>
              <Name>{text}</Name>
            </q>
          </>
        )}
      </li>
    );
  });
  return (
    <>
      <ul class="todo-details muted">{lines.slice(0, FIRST)}</ul>
      {lines.length > FIRST && (
        <details>
          <summary>{t('parts.todo.more', { count: lines.length - FIRST })}</summary>
          <ul class="todo-details muted">{lines.slice(FIRST)}</ul>
        </details>
      )}
    </>
  );
}
