/** People's patience: it runs out for nobody while faults go on, however many there are, and for everybody once they have left. */
export class Patience {
  /** When the last fault was over: in the future, while they go on. */
  private calmSince = Number.NEGATIVE_INFINITY;
  private gone = false;

  get left(): boolean {
    return this.gone;
  }

  disturb(): void {
    this.calmSince = Number.POSITIVE_INFINITY;
  }

  calm(): void {
    this.calmSince = performance.now();
  }

  leave(): void {
    this.gone = true;
  }

  /** Whether who waits since `began` has waited for `ms` with no fault going on. */
  over(began: number, ms: number): boolean {
    return this.gone || performance.now() > Math.max(began, this.calmSince) + ms;
  }
}
