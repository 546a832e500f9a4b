import { useView } from '../../layout/view-context.js';
import { type FieldChange } from './entry-changes.js';
import { fieldText } from './entry-words.js';

/** More fields than this are folded away. */
const FEW = 3;

/** What has changed: field by field, many of them folded away. */
export function FieldChanges({ changes }: { changes: FieldChange[] }) {
  const { t } = useView();
  if (changes.length === 0) return <>–</>;
  const list = (
    <dl class="audit-fields">
      {changes.map(({ path, before, after }) => (
        <div key={path.join('.')}>
          <dt>{fieldText(path, t)}</dt>
          <dd>
            {before !== undefined && <Value text={before} is="del" />}
            {before !== undefined && after !== undefined && ' → '}
            {after !== undefined && <Value text={after} is="ins" />}
          </dd>
        </div>
      ))}
    </dl>
  );
  if (changes.length <= FEW) return list;
  return (
    <details>
      <summary>{t('audit.fields', { count: changes.length })}</summary>
      {list}
    </details>
  );
}

const LONG = 300;

function Value({ text, is: Tag }: { text: string; is: 'del' | 'ins' }) {
  const { t } = useView();
  if (text === '') return <span class="muted">{t('forms.conflict.empty')}</span>;
  return <Tag>{text.length > LONG ? `${text.slice(0, LONG)}…` : text}</Tag>;
}
