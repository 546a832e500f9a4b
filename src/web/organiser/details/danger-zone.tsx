import { type ComponentChildren } from 'preact';
import { ErrorSummary, type FormState, PostForm, TextField } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';

/** What can be done to an edition as a whole: posts to `…/details/postpone`, `complete`, `cancel` and `remove`. */
export interface DangerZoneProps {
  editionKey: string;
  /** That the reader has seen: should somebody else be faster, nothing is done. */
  version: number;
  /** Those that its state and the reader's roles allow. */
  actions: readonly ('postpone' | 'complete' | 'cancel' | 'remove')[];
  /** How many people would be told. */
  registrations: number;
  /** Of cancelling: `confirm` must be the edition's key, `reason` is free. */
  form: FormState;
}

/** The forms that cannot be taken back, each folded away. */
export function DangerZone({ editionKey, version, actions, registrations, form }: DangerZoneProps) {
  const { t } = useView();
  if (actions.length === 0) return null;
  const base = `/organise/editions/${editionKey}/details`;
  const has = (action: DangerZoneProps['actions'][number]) => actions.includes(action);
  const explain = () => t('details.error.confirm', { key: editionKey });
  return (
    <section class="section" aria-labelledby="state">
      <div class="section-head">
        <h2 id="state">{t('details.state')}</h2>
        <p>{t('details.stateNote')}</p>
      </div>
      <div class="stack">
        {has('postpone') && (
          <Fold title={t('details.postpone')} text={t('details.postponeText')}>
            <PostForm action={`${base}/postpone`} class="row">
              <Seen version={version} />
              <button class="btn btn-danger" type="submit">
                {t('details.postpone')}
              </button>
            </PostForm>
          </Fold>
        )}
        {has('complete') && (
          <Fold title={t('details.complete')} text={t('details.completeText')}>
            <PostForm action={`${base}/complete`} class="row">
              <Seen version={version} />
              <button class="btn" type="submit">
                {t('details.complete')}
              </button>
            </PostForm>
          </Fold>
        )}
        {has('cancel') && (
          <Fold
            title={t('overview.cancelAsk')}
            text={t('overview.cancelText', { count: registrations })}
            open={form.errors.length > 0}
          >
            <ErrorSummary form={form} explain={explain} />
            <PostForm action={`${base}/cancel`}>
              <Seen version={version} />
              <TextField
                name="reason"
                label={t('overview.reason')}
                help={t('overview.reasonHelp')}
                optional
                maxLength={300}
                form={form}
                explain={explain}
              />
              <TextField
                name="confirm"
                label={t('details.confirm', { key: editionKey })}
                help={t('details.confirmHelp')}
                verbatim
                maxLength={64}
                form={form}
                explain={explain}
              />
              <div class="row">
                <button class="btn btn-danger" type="submit">
                  {t('overview.cancel')}
                </button>
              </div>
            </PostForm>
          </Fold>
        )}
        {has('remove') && (
          <Fold title={t('details.remove')} text={t('details.removeText')}>
            <PostForm action={`${base}/remove`} class="row">
              <Seen version={version} />
              <button class="btn btn-danger" type="submit">
                {t('details.remove')}
              </button>
            </PostForm>
          </Fold>
        )}
      </div>
    </section>
  );
}

const Seen = ({ version }: { version: number }) => <input type="hidden" name="version" value={version} />;

function Fold(props: { title: string; text: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details open={props.open}>
      <summary>{props.title}</summary>
      <div class="stack">
        <p>{props.text}</p>
        {props.children}
      </div>
    </details>
  );
}
