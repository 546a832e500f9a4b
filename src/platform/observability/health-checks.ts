import { Injectable } from '@nestjs/common';

/** What others add to the health pages: gauges for /metrics, and the word that the process is about to stop. */
@Injectable()
export class HealthChecks {
  readonly gauges = new Map<string, { help: string; read: () => Promise<number> }>();
  /** Set first of all on SIGTERM, so that no new work is sent here. */
  stopping = false;

  gauge(name: string, help: string, read: () => Promise<number>): void {
    this.gauges.set(name, { help, read });
  }
}
