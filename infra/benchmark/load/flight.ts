import { newId, type ReceivedMessage } from '@goufu/messaging';
import { RESULT_IDS, resultNumber } from './result-message.js';

const OUTCOMES = new Set(['funding.tranche-released.v1', 'funding.tranche-withheld.v1', 'funding.tranche-forfeited.v1']);

/** A fact as it was read back from Kafka. */
export interface ReadBack {
  readonly factId: string;
  readonly type: string;
  readonly causedBy: string;
  readonly body: string;
}

/** Results on their way: when each was due, when its outcome was read back; in milliseconds of `performance.now()`. */
export class Flight {
  readonly dueAt: Float64Array;
  readonly arrivedAt: Float64Array;
  /** Everything that came back, as often as it came. */
  readonly readBack: ReadBack[] = [];
  sent = 0;
  arrived = 0;
  lastArrival = 0;
  private wake: () => void = () => undefined;

  constructor(results: number) {
    this.dueAt = new Float64Array(results).fill(Number.NaN);
    this.arrivedAt = new Float64Array(results).fill(Number.NaN);
  }

  /** A result is sent for the first time. */
  depart(result: number, dueAt: number): void {
    this.dueAt[result] = dueAt;
    this.sent += 1;
  }

  land(messages: readonly ReceivedMessage[]): void {
    const now = performance.now();
    for (const { headers, value } of messages) {
      const [type = '', causedBy = ''] = [headers['ce_type'], headers['ce_causationid']];
      this.readBack.push({ factId: headers['ce_id'] ?? newId(), type, causedBy, body: value });
      if (!OUTCOMES.has(type) || !causedBy.startsWith(RESULT_IDS)) continue;
      const result = resultNumber(causedBy);
      if (!Number.isNaN(this.arrivedAt[result] ?? 0)) continue;
      this.arrivedAt[result] = now;
      this.arrived += 1;
    }
    this.lastArrival = now;
    this.wake();
  }

  get flying(): number {
    return this.sent - this.arrived;
  }

  /** Resolves when something came back, or after a while. */
  async news(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** How many outcomes were read back between two moments. */
  arrivedBetween(from: number, to: number): number {
    let count = 0;
    for (const at of this.arrivedAt) if (at >= from && at < to) count += 1;
    return count;
  }
}
