/**
 * When each send of an open loop is due, in milliseconds from its start: at a fixed rate, whatever becomes of the earlier ones. Latency counts from
 * here, so that a stall is charged to every send that it delayed (no coordinated omission).
 */
export class Schedule {
  constructor(
    private readonly perSecond: number,
    readonly sends: number,
  ) {
    if (!(perSecond > 0)) throw new Error(`a rate of ${perSecond} sends a second is no schedule`);
  }

  dueAt(send: number): number {
    return (send * 1000) / this.perSecond;
  }

  /** How many sends are due by `elapsed` milliseconds. */
  dueBy(elapsed: number): number {
    if (elapsed < 0) return 0;
    const about = Math.floor((elapsed * this.perSecond) / 1000) + 1;
    // Division and multiplication may round apart by one.
    const exact = this.dueAt(about) <= elapsed ? about + 1 : this.dueAt(about - 1) > elapsed ? about - 1 : about;
    return Math.min(this.sends, exact);
  }
}
