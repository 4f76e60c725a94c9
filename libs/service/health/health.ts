import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { providersOf } from '../discovery.js';
import { LOG, type Log } from '../observability/log.js';

/** Less than the patience of whoever asks, three seconds: the answer must name what hangs. */
const CHECK_TIMEOUT_MS = 2_000;

/** Something that the service needs to work. Every Nest provider of this kind is asked by `/health/ready`. */
export abstract class HealthCheck {
  abstract readonly name: string;
  /** Throws with the reason when it is not well. */
  abstract check(): Promise<void>;
}

export interface HealthReport {
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly reason?: string }[];
}

/** Asks every check at once; one that hangs is not well. */
@Injectable()
export class Health {
  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async report(): Promise<HealthReport> {
    const checks = await Promise.all(providersOf(this.discovery, HealthCheck).map((check) => this.ask(check)));
    return { checks: checks.sort((a, b) => a.name.localeCompare(b.name)) };
  }

  private async ask(check: HealthCheck): Promise<HealthReport['checks'][number]> {
    const timeout = new AbortController();
    const late = delay(CHECK_TIMEOUT_MS, undefined, { signal: timeout.signal, ref: false }).then(() => {
      throw new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`);
    });
    try {
      await Promise.race([check.check(), late]);
      return { name: check.name, ok: true };
    } catch (error) {
      const reason = error instanceof Error ? error.message || error.name : String(error);
      this.log.warn({ check: check.name, reason }, 'not ready');
      return { name: check.name, ok: false, reason };
    } finally {
      timeout.abort();
    }
  }
}
