import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { asLocalised } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService, partOf } from '../audit/index.js';
import { EditionQueries } from '../editions/index.js';
import { StreamMirror } from './entities/stream-mirror.entity.js';
import { Stream } from './entities/stream.entity.js';
import { type CreateStreamInput, type UpdateStreamInput } from './inputs/stream.input.js';

/** The broadcasts of an edition. A changed address is what the next click on any mail ever sent leads to. */
@Injectable()
export class StreamsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async create(actor: Actor, editionKey: string, input: CreateStreamInput): Promise<string> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'stream.edit', edition.scope);
    return this.database.transaction(async (tx) => {
      const [next] = await tx.query<{ position: number }>(
        'SELECT coalesce(max(position), 0) + 1 AS position FROM stream WHERE edition_id = $1',
        [edition.id],
      );
      const stream = tx.manager.create(Stream, {
        id: newId(),
        editionId: edition.id,
        title: asLocalised(input.title, edition.languages[0] ?? 'en'),
        access: input.access,
        opensMinutesBefore: input.opensMinutesBefore,
        closesMinutesAfter: input.closesMinutesAfter,
        position: next!.position,
        version: 1,
        createdAt: this.clock.now(),
      });
      await tx.manager.insert(Stream, stream);
      await writeMirrors(tx, stream.id, input.mirrors);
      await this.audit.record(tx, actor, {
        action: 'stream.create',
        object: { kind: 'stream', id: stream.id },
        editionId: edition.id,
        version: stream.version,
        after: input,
      });
      return stream.id;
    });
  }

  /** @throws NotFound, StaleVersion */
  async update(
    actor: Actor,
    editionKey: string,
    id: string,
    input: UpdateStreamInput,
    version?: number,
  ): Promise<void> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'stream.edit', edition.scope);
    await this.database.transaction(async (tx) => {
      const stream = await tx.manager.findOne(Stream, {
        where: { id, editionId: edition.id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!stream) throw new NotFound('The stream');
      expectVersion(stream, version);
      const before = partOf({ ...stream, mirrors: await mirrorsOf(tx, id) }, input);
      const { title, mirrors, ...rest } = input;
      Object.assign(stream, rest, { version: stream.version + 1 });
      if (title !== undefined) stream.title = asLocalised(title, edition.languages[0] ?? 'en');
      await tx.manager.save(stream);
      if (mirrors) {
        await tx.manager.delete(StreamMirror, { streamId: id });
        await writeMirrors(tx, id, mirrors);
      }
      await this.audit.record(tx, actor, {
        action: 'stream.update',
        object: { kind: 'stream', id },
        editionId: edition.id,
        version: stream.version,
        before,
        after: input,
      });
    });
  }

  /** @throws NotFound, StaleVersion */
  async remove(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'stream.edit', edition.scope);
    await this.database.transaction(async (tx) => {
      const stream = await tx.manager.findOneBy(Stream, { id, editionId: edition.id });
      if (!stream) throw new NotFound('The stream');
      expectVersion(stream, version);
      const mirrors = await mirrorsOf(tx, id);
      await tx.manager.delete(Stream, { id });
      await this.audit.record(tx, actor, {
        action: 'stream.delete',
        object: { kind: 'stream', id },
        editionId: edition.id,
        version: stream.version,
        before: { ...stream, mirrors },
      });
    });
  }
}

/** As an input gives them, for the trail. */
async function mirrorsOf(tx: Tx, streamId: string): Promise<Omit<StreamMirror, 'id' | 'streamId' | 'stream'>[]> {
  const rows = await tx.manager.find(StreamMirror, { where: { streamId }, order: { priority: 'ASC', id: 'ASC' } });
  return rows.map(({ label, region, language, provider, url, priority }) => ({
    label,
    region,
    language,
    provider,
    url,
    priority,
  }));
}

async function writeMirrors(tx: Tx, streamId: string, mirrors: CreateStreamInput['mirrors']): Promise<void> {
  const rows = mirrors.map((mirror) =>
    tx.manager.create(StreamMirror, {
      ...mirror,
      id: newId(),
      streamId,
      label: mirror.label ?? null,
      language: mirror.language ?? null,
      region: mirror.region === '*' ? ['*'] : mirror.region,
    }),
  );
  if (rows.length > 0) await tx.manager.insert(StreamMirror, rows);
}
