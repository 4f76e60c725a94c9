import { setTimeout as delay } from 'node:timers/promises';
import { CONFIGURATION, LOG, type Log } from '@goufu/service';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FundingConfiguration } from '../funding.config.js';
import { TreasuryGateway } from '../send-payment/treasury-gateway.js';
import { MessageIntake } from './message-intake.js';

/** Listens to the treasury again and again. Only an entry of its books settles a payment. */
@Injectable()
export class StatementImport implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(TreasuryGateway) private readonly treasury: TreasuryGateway,
    @Inject(MessageIntake) private readonly intake: MessageIntake,
    @Inject(CONFIGURATION) private readonly settings: Pick<FundingConfiguration, 'STATEMENT_EVERY_MS'>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepListening();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async keepListening(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.treasury.receive((message) => this.intake.take(message), signal).catch((error: unknown) => {
        if (!signal.aborted) this.log.warn({ err: error }, 'the news of the treasury cannot be read now; it is tried again');
      });
      // Cut short only by the end of the service.
      await delay(this.settings.STATEMENT_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
