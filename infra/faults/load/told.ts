import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Patience } from './patience.js';

const EVERY_MS = 60;

export interface ToldFact {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What funding has told about each purchase so far, for those who wait for it. Survives a database that goes away. */
export class Told {
  private readonly facts = new Map<string, ToldFact[]>();
  private readonly watched = new Map<string, number>();
  private readonly loop: Promise<void>;
  private client: pg.Client | undefined;
  private stopped = false;
  /** How often all that is watched was looked up. */
  private rounds = 0;

  constructor(
    private readonly address: () => string,
    private readonly patience: Patience,
    private readonly patienceMs: number,
  ) {
    this.loop = this.run();
  }

  about(subject: string): readonly ToldFact[] {
    return this.facts.get(subject) ?? [];
  }

  /** What is told by now. What `about` answers is as old as the last wait. */
  now(subject: string): Promise<readonly ToldFact[]> {
    // A look that is under way now may not see this subject.
    const seen = this.rounds + 1;
    return this.until(subject, 'a look', (facts) => (this.rounds > seen ? facts : undefined));
  }

  /** Waits until `found` answers something; throws what it waited for when patience is over. */
  async until<Found>(subject: string, what: string, found: (facts: readonly ToldFact[]) => Found | undefined): Promise<Found> {
    this.watched.set(subject, (this.watched.get(subject) ?? 0) + 1);
    try {
      for (const began = performance.now(); ; ) {
        const answer = found(this.about(subject));
        if (answer !== undefined) return answer;
        if (this.patience.over(began, this.patienceMs)) throw new Error(`${what} of ${subject} was not told; told: ${this.about(subject).map(({ type }) => type).join(', ')}`);
        await delay(EVERY_MS);
      }
    } finally {
      this.watched.set(subject, (this.watched.get(subject) ?? 1) - 1);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop;
    await this.client?.end().catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.look().catch(() => this.forgetConnection());
      await delay(EVERY_MS);
    }
  }

  private forgetConnection(): void {
    this.client?.end().catch(() => undefined);
    this.client = undefined;
  }

  private async look(): Promise<void> {
    const subjects = [...this.watched].filter(([, waiting]) => waiting > 0).map(([subject]) => subject);
    if (subjects.length === 0) return;
    const { rows } = await (await this.connected()).query<{ id: string; subject: string; type: string; body: string }>(
      'SELECT id, subject, type, body FROM fact WHERE subject = ANY($1) ORDER BY subject, sequence',
      [subjects],
    );
    const fresh = new Map<string, ToldFact[]>(subjects.map((subject) => [subject, []]));
    for (const { id, subject, type, body } of rows) fresh.get(subject)?.push({ id, type, data: JSON.parse(body) as Record<string, unknown> });
    for (const [subject, facts] of fresh) this.facts.set(subject, facts);
    this.rounds += 1;
  }

  private async connected(): Promise<pg.Client> {
    if (this.client) return this.client;
    const client = new pg.Client({ connectionString: this.address(), connectionTimeoutMillis: 2_000, query_timeout: 5_000 });
    client.on('error', () => this.forgetConnection());
    await client.connect();
    this.client = client;
    return client;
  }
}
