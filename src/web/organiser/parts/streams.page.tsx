import { PROVIDERS, type StreamDetails } from '../../../features/livestreams/index.js';
import { LOCALES } from '../../../kernel/locale.js';
import { providerKey } from '../../attendee/join.page.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { Field, idOf, TextField, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LocalisedField, Rows } from '../forms/fields.js';
import { EditionConsole, ReadOnly, Remove } from './edition-console.js';
import { type Common, Radios } from './fields.js';
import { explainPart } from './part-errors.js';

export const STREAM_DONE = {
  created: 'parts.stream.created',
  saved: 'parts.saved',
  removed: 'parts.stream.removed',
} as const;

export const STREAM_REFUSED = { changed: 'parts.changed' } as const;

interface StreamsPageProps {
  edition: EditionRef;
  streams: StreamDetails[];
  mayEdit: boolean;
  done: keyof typeof STREAM_DONE | null;
}

/** `/organise/editions/{key}/streams` */
export function StreamsPage({ edition, streams, mayEdit, done }: StreamsPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/streams`;
  const columns = {
    access: t('parts.stream.access'),
    window: t('parts.stream.window'),
    mirrors: t('parts.stream.mirrors'),
  };
  return (
    <EditionConsole
      edition={edition}
      place="streams"
      title={t('console.streams')}
      note={t('parts.stream.note')}
      action={
        mayEdit && (
          <a class="btn btn-primary" href={`${base}/new`}>
            {t('parts.stream.add')}
          </a>
        )
      }
      done={done && t(STREAM_DONE[done])}
    >
      {streams.length === 0 ? (
        <EmptyList clear={null} title={t('parts.stream.none')} text={t('parts.stream.noneText')} />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('new.streamTitle') },
                { text: columns.access },
                { text: columns.window },
                { text: columns.mirrors },
              ]}
            />
            <tbody role="rowgroup">
              {streams.map((stream) => (
                <tr role="row" key={stream.id}>
                  <th role="rowheader" scope="row">
                    <a href={`${base}/${stream.id}`}>
                      <Localised text={stream.title} />
                    </a>
                  </th>
                  <td role="cell" data-label={columns.access}>
                    {stream.access === 'public' ? t('parts.stream.public') : t('parts.stream.registered')}
                  </td>
                  <td role="cell" data-label={columns.window}>
                    {t('parts.stream.windowText', {
                      before: stream.opensMinutesBefore,
                      after: stream.closesMinutesAfter,
                    })}
                  </td>
                  <td role="cell" data-label={columns.mirrors}>
                    {stream.mirrors.length === 0 ? (
                      <span class="status" data-is="pending">
                        {t('parts.stream.noMirror')}
                      </span>
                    ) : (
                      <ul role="list">
                        {stream.mirrors.map(({ id, label, provider, region }) => (
                          <li key={id}>
                            {label ?? t(providerKey(provider))}{' '}
                            <span class="muted">
                              {region.includes('*') ? t('parts.stream.everywhere') : region.join(' ')}
                            </span>
                          </li>
                        ))}
                      </ul>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </EditionConsole>
  );
}

/** One address at which the stream can be watched. */
function MirrorRow({ row, ...common }: Common & { row: number }) {
  const { t } = useView();
  const { form } = common;
  const name = `mirrors.${row}`;
  const isFilled = valueOf(form, `${name}.url`) !== '';
  const language = valueOf(form, `${name}.language`);
  return (
    <fieldset class="mirror" id={idOf(name)}>
      <legend>
        {t('parts.stream.mirror')} <span data-row-number>{row + 1}</span>
      </legend>
      <div class="mirror-fields">
        <div class="mirror-address">
          <TextField
            name={`${name}.url`}
            type="url"
            inputMode="url"
            verbatim
            label={t('new.url')}
            optional={!isFilled}
            maxLength={2000}
            {...common}
          />
        </div>
        <ProviderField name={`${name}.provider`} inRow {...common} />
        <TextField
          name={`${name}.region`}
          label={t('parts.stream.region')}
          optional
          verbatim
          maxLength={800}
          {...common}
        />
        <Field name={`${name}.language`} label={t('parts.stream.language')} optional {...common}>
          {(control) => (
            <select class="input" {...control}>
              <option value="">{t('parts.stream.anyLanguage')}</option>
              {LOCALES.map((one) => (
                <option key={one} value={one} lang={one} selected={one === language}>
                  {languageName(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField name={`${name}.label`} label={t('parts.stream.label')} optional maxLength={80} {...common} />
        <TextField
          name={`${name}.priority`}
          label={t('parts.stream.priority')}
          optional
          inputMode="numeric"
          maxLength={4}
          {...common}
        />
        {isFilled && (
          <label class="choice" for={idOf(`${name}.remove`)}>
            <input type="checkbox" id={idOf(`${name}.remove`)} name={`${name}.remove`} value="true" />
            <span>{t('parts.stream.removeMirror')}</span>
          </label>
        )}
      </div>
    </fieldset>
  );
}

/** The service that carries a stream. In a row any other one is sent as nothing, so that a row with nothing else in it is empty. */
export function ProviderField({ name, inRow, ...common }: Common & { name: string; inRow?: boolean }) {
  const { t } = useView();
  const provider = valueOf(common.form, name, 'other');
  return (
    <Field name={name} label={t('new.provider')} {...common}>
      {(control) => (
        <select class="input" {...control}>
          <option value={inRow ? '' : 'other'}>{t('provider.other')}</option>
          {PROVIDERS.filter((one) => one !== 'other').map((one) => (
            <option key={one} value={one} selected={one === provider}>
              {t(providerKey(one))}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function StreamFields(common: Common) {
  const { t } = useView();
  return (
    <>
      <section class="section" aria-labelledby="stream">
        <div class="section-head">
          <h2 id="stream">{t('new.basics')}</h2>
        </div>
        <div class="form">
          <LocalisedField name="title" label={t('new.streamTitle')} maxLength={300} required {...common} />
          <Radios
            name="access"
            label={t('parts.stream.access')}
            otherwise="registered"
            options={[
              { value: 'registered', text: t('parts.stream.registered') },
              { value: 'public', text: t('parts.stream.public') },
            ]}
            {...common}
          />
          <TextField name="opensMinutesBefore" label={t('new.opens')} inputMode="numeric" maxLength={4} {...common} />
          <TextField
            name="closesMinutesAfter"
            label={t('parts.stream.closes')}
            inputMode="numeric"
            maxLength={4}
            {...common}
          />
        </div>
      </section>
      <section class="section" aria-labelledby="mirrors">
        <div class="section-head">
          <h2 id="mirrors">{t('parts.stream.mirrors')}</h2>
          <p>{t('parts.stream.mirrorsNote')}</p>
        </div>
        <div class="form">
          <Rows
            name="mirrors"
            label={t('parts.stream.addresses')}
            help={t('parts.stream.addressesHelp')}
            add={t('parts.stream.addMirror')}
            {...common}
          >
            {(row) => <MirrorRow row={row} {...common} />}
          </Rows>
        </div>
      </section>
    </>
  );
}

interface StreamPageProps {
  edition: EditionRef;
  /** Null for one that is yet to be made. */
  stream: StreamDetails | null;
  form: EditState;
  mayEdit: boolean;
  refused?: keyof typeof STREAM_REFUSED | null;
}

/** `/organise/editions/{key}/streams/{id}`, and `…/new` */
export function StreamPage({ edition, stream, form, mayEdit, refused }: StreamPageProps) {
  const { t } = useView();
  const common = { form, explain: explainPart(t) };
  const base = `/organise/editions/${edition.key}/streams`;
  return (
    <EditionConsole
      edition={edition}
      place="streams"
      title={stream ? t('parts.stream.edit') : t('parts.stream.add')}
      note={<a href={base}>{t('parts.stream.all')}</a>}
      refused={refused && t(STREAM_REFUSED[refused])}
      scripts={EDIT_SCRIPTS}
    >
      {mayEdit ? (
        <EditForm
          class="long-form"
          submit={stream ? t('parts.save') : t('parts.stream.make')}
          labels={{
            title: t('new.streamTitle'),
            access: t('parts.stream.access'),
            opensMinutesBefore: t('new.opens'),
            closesMinutesAfter: t('parts.stream.closes'),
            mirrors: t('parts.stream.mirrors'),
          }}
          {...common}
        >
          <StreamFields {...common} />
        </EditForm>
      ) : (
        <ReadOnly>
          <StreamFields {...common} />
        </ReadOnly>
      )}
      {mayEdit && stream && (
        <Remove
          action={`${base}/${stream.id}/remove`}
          version={stream.version}
          ask={t('parts.stream.removeAsk')}
          text={t('parts.stream.removeText')}
          button={t('parts.stream.remove')}
        />
      )}
    </EditionConsole>
  );
}
