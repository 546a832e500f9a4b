import { type Explain, FieldGroup, type FormState, valueOf } from '../layout/form.js';
import { Localised } from '../layout/localised.js';
import { Places } from '../layout/places.js';
import { useView } from '../layout/view-context.js';
import { type CategoryView } from '../layout/view-models.js';

interface Choice {
  categories: readonly CategoryView[];
  /** Of whoever came with one. */
  invitation: { token: string; category: string } | null;
}

/** What can be chosen here: by invitation the one category, else all that are open to everybody. */
export function choosable({ categories, invitation }: Choice): CategoryView[] {
  return categories.filter(({ id, open, invitationOnly }) =>
    invitation ? id === invitation.category : open && !invitationOnly,
  );
}

interface CategoriesProps extends Choice {
  zone: string;
  form: FormState;
  explain: Explain;
}

/** In which category somebody registers; each says what whoever comes now finds. */
export function Categories({ zone, categories, invitation, form, explain }: CategoriesProps) {
  const { t } = useView();
  const open = choosable({ categories, invitation });
  const chosen = valueOf(form, 'category', open.length === 1 ? open[0]?.id : '');
  const facts = (category: CategoryView) => (
    <Places
      category={category}
      zone={zone}
      invited={invitation !== null}
      after={category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
    />
  );
  const [settled] = open;
  if (invitation && settled) {
    return (
      <div class="field">
        <input type="hidden" name="invitation" value={invitation.token} />
        <input type="hidden" name="category" value={settled.id} />
        <h2 id="f-category">
          <Localised text={settled.name} />
        </h2>
        <p class="help">{facts(settled)}</p>
        <p class="note">{t('register.invited')}</p>
        {form.errors.some(({ path }) => path === 'category') && (
          <p class="note" data-is="warn">
            {form.errors.filter(({ path }) => path === 'category').map(explain)}
          </p>
        )}
      </div>
    );
  }
  return (
    <FieldGroup name="category" label={t('register.category')} form={form} explain={explain}>
      {categories.map((category) => (
        <label class="choice card" key={category.id}>
          <input
            type="radio"
            name="category"
            value={category.id}
            checked={category.id === chosen}
            disabled={!open.includes(category)}
            required
          />
          <span>
            <Localised text={category.name} />
          </span>
          <span class="help">{facts(category)}</span>
        </label>
      ))}
    </FieldGroup>
  );
}
