import { cpuBetween, cpuSeconds, machineSeconds, type Counted, type CpuSeconds } from '../world/cpu.js';
import type { Flight } from '../load/flight.js';

const EVERY_MS = 100;
/** Whose CPU time a result costs; the load is no part of it. */
const SERVING = ['lane', 'postgres', 'kafka'];

interface Sample {
  /** `performance.now()`. */
  readonly at: number;
  readonly arrived: number;
  readonly cpu: CpuSeconds;
}

/** Looks every so often at how far a run is and what it has cost. */
export class Samples {
  private readonly samples: Sample[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly flight: Flight,
    private readonly counted: readonly Counted[],
  ) {
    this.look();
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.look();
  }

  /** CPU seconds between two moments, by process. */
  cpu(from: number, to: number): CpuSeconds {
    return cpuBetween(this.at(from).cpu, this.at(to).cpu);
  }

  /** CPU seconds of the lane and its servers per outcome, in each of `parts` stretches with equally many outcomes. */
  costs(from: number, to: number, parts: number): number[] {
    const [first, last] = [this.at(from).arrived, this.at(to).arrived];
    const marks = Array.from({ length: parts + 1 }, (_, i) => this.when(first + ((last - first) * i) / parts));
    return marks.slice(1).map((end, i) => {
      const [a, b] = [marks[i] ?? end, end];
      const spent = cpuBetween(a.cpu, b.cpu);
      const total = SERVING.reduce((sum, name) => sum + (spent[name] ?? 0), 0);
      return total / Math.max(1, b.arrived - a.arrived);
    });
  }

  private look(): void {
    this.samples.push({ at: performance.now(), arrived: this.flight.arrived, cpu: { ...cpuSeconds(this.counted), machine: machineSeconds() } });
  }

  /** The first look at or after a moment; the last one when there is none. */
  private at(moment: number): Sample {
    return this.first((sample) => sample.at >= moment);
  }

  private when(arrived: number): Sample {
    return this.first((sample) => sample.arrived >= arrived);
  }

  private first(matches: (sample: Sample) => boolean): Sample {
    const found = this.samples.find(matches) ?? this.samples.at(-1);
    if (!found) throw new Error('a run was never looked at');
    return found;
  }
}
