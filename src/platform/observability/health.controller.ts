import { isIP } from 'node:net';
import { Controller, Get, Logger, Req, Res, type OnApplicationBootstrap } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../database/database.js';
import { pendingMigrations } from '../database/migrate.js';
import { JobQueue } from '../queue/job-queue.js';
import { HealthChecks } from './health-checks.js';
import { compareZoneData, type ZoneDataReport } from './zone-data.js';

/** A check that takes longer counts as failed, ms. */
const PATIENCE_MS = 3_000;

/** For load balancers, operators and Prometheus. */
@ApiExcludeController()
@Controller()
export class HealthController implements OnApplicationBootstrap {
  private readonly logger = new Logger('Health');
  private readonly registry = new Registry();
  private zoneData: ZoneDataReport | undefined;

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly checks: HealthChecks,
    private readonly clock: Clock,
  ) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** The gauges of others are known only now: they are added when everything has been made. */
  onApplicationBootstrap(): void {
    for (const [name, { help, read }] of this.checks.gauges) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [this.registry],
        collect: async () => gauge.set(await read()),
      });
    }
    setTimeout(() => void this.compareZones(), 200).unref();
  }

  /** The process runs. */
  @Get('healthz')
  alive(): { status: string } {
    return { status: 'alive' };
  }

  /** The process can do its work: database, schema, queue. 503 with the reasons when it cannot. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const reasons = (
      await Promise.all([
        this.reason('database', () => this.database.query('SELECT 1')),
        this.reason('migrations', async () => {
          const pending = await pendingMigrations((sql) => this.database.query(sql));
          if (pending.length > 0) throw new Error(`not applied: ${pending.join(', ')}`);
        }),
        this.reason(`queue (${this.queue.backendName})`, () => this.queue.ping()),
        ...(this.checks.stopping ? [Promise.resolve('the process is stopping')] : []),
      ])
    ).filter((reason) => reason !== null);
    void reply.header('cache-control', 'no-store');
    if (reasons.length > 0) void reply.status(503).header('retry-after', 5);
    return {
      status: reasons.length > 0 ? 'not ready' : 'ready',
      reasons,
      queue: this.queue.backendName,
      zoneData: this.zoneData ?? 'being compared',
    };
  }

  /** Prometheus text format, for loopback or a signed-in account. */
  @Get('metrics')
  async metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!isLocal(request) && request.actor.kind !== 'account') throw new NotFound();
    await reply.type(this.registry.contentType).send(await this.registry.metrics());
  }

  private async reason(what: string, check: () => Promise<unknown>): Promise<string | null> {
    const patience = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS).unref(),
    );
    return Promise.race([check(), patience]).then(
      () => null,
      (error: Error) => `${what}: ${error.message || String(error)}`,
    );
  }

  /** Said aloud once at the start: an operator should know that only the shipped data is right. */
  private async compareZones(): Promise<void> {
    try {
      this.zoneData = await compareZoneData(
        (sql, parameters) => this.database.query(sql, parameters),
        this.clock.now(),
      );
      const { release, node, postgresql } = this.zoneData;
      if (node.differs.length + postgresql.differs.length > 0) {
        this.logger.warn({
          msg: `Zone data ${release} is in use. Node (tz ${node.release}) and PostgreSQL would be wrong in some zones.`,
          node: node.differs,
          postgresql: postgresql.differs,
        });
      }
    } catch (error) {
      this.logger.warn(`Zone data could not be compared: ${String(error)}`);
    }
  }
}

/** Asked on this machine itself: what a proxy here passes on comes from elsewhere. */
function isLocal({ ip, headers }: FastifyRequest): boolean {
  if ('x-forwarded-for' in headers || 'forwarded' in headers) return false;
  return isIP(ip) !== 0 && (ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.'));
}
