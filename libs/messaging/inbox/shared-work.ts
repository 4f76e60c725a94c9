export interface SharedWorkOptions<Piece> {
  /** How many turns run side by side. */
  readonly atOnce: number;
  /** A turn takes pieces until they are about so large together, and at least one. */
  readonly most: number;
  readonly sizeOf: (piece: Piece) => number;
  readonly work: (pieces: readonly Piece[]) => Promise<void>;
  /** An error that is no fault of any piece: all of the turn fail with it, and none is tried alone. */
  readonly blamesNobody: (error: unknown) => boolean;
}

interface Waiting<Piece> {
  readonly piece: Piece;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Pieces of work that wait at the same time are done in one turn: what a turn costs is shared, and they do not stand in each
 * other's way. When a turn fails, each of its pieces is done alone, so that only the one at fault fails.
 */
export class SharedWork<Piece> {
  private waiting: Waiting<Piece>[] = [];
  private turns = 0;

  constructor(private readonly options: SharedWorkOptions<Piece>) {}

  do(piece: Piece): Promise<void> {
    return new Promise<void>((done, failed) => {
      this.waiting.push({ piece, done, failed });
      // The pieces that come with this one are there first.
      setImmediate(() => void this.takeTurns());
    });
  }

  private async takeTurns(): Promise<void> {
    if (this.turns >= this.options.atOnce) return;
    this.turns += 1;
    for (let taken = this.take(); taken.length > 0; taken = this.take()) await this.turn(taken);
    this.turns -= 1;
  }

  private take(): Waiting<Piece>[] {
    const { most, sizeOf } = this.options;
    let size = 0;
    let count = 0;
    for (const { piece } of this.waiting) {
      size += sizeOf(piece);
      if (count > 0 && size > most) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async turn(taken: readonly Waiting<Piece>[]): Promise<void> {
    try {
      await this.options.work(taken.map(({ piece }) => piece));
      for (const { done } of taken) done();
    } catch (error) {
      if (taken.length === 1 || this.options.blamesNobody(error)) for (const { failed } of taken) failed(error);
      else for (const one of taken) await this.turn([one]);
    }
  }
}
