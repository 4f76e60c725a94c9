import type { ReceivedBatch } from '../bus/message-bus.js';
import type { Tally } from './chunk-handler.js';

const ALARM_WINDOW_MS = 60_000;
/** This many parkings within the window are no single bad record: somebody should look before more is parked. */
const ALARM_PARKINGS = 20;

/** What operators see of one consumer group in this process. */
export class GroupStatus {
  readonly handled: Tally = { applied: 0, refused: 0, waiting: 0, queued: 0 };
  parked = 0;
  /** Reason of the present outage. */
  paused: string | undefined;
  stoppedBecause: string | undefined;
  private readonly lagByPartition = new Map<string, number>();
  private parkings: number[] = [];

  constructor(readonly group: string) {}

  count(tally: Tally): void {
    for (const kind of ['applied', 'refused', 'waiting', 'queued'] as const) this.handled[kind] += tally[kind];
  }

  progressed({ topic, partition, highWatermark }: ReceivedBatch, offset: bigint): void {
    this.lagByPartition.set(`${topic}/${partition}`, Number(highWatermark - offset - 1n));
  }

  /** Records behind, over all partitions that this process reads. */
  get lag(): number {
    return [...this.lagByPartition.values()].reduce((a, b) => a + b, 0);
  }

  parkedOne(atMs: number): void {
    this.parked += 1;
    this.parkings = [...this.parkings.filter((at) => at > atMs - ALARM_WINDOW_MS), atMs];
    if (this.parkings.length >= ALARM_PARKINGS) {
      this.stoppedBecause = `${this.parkings.length} records were parked within a minute`;
    }
  }

  resume(): void {
    this.parkings = [];
    this.stoppedBecause = undefined;
  }
}
