import type { Context, Fact } from './facts.js';

/** Partitions of each topic; a purchase is always in the same one. */
const PARTITIONS = 2;

const partitionOf = ({ says: { contractId } }: Fact): number => contractId.charCodeAt(contractId.length - 1) % PARTITIONS;

/** The partitions of these topics. */
export const partitionsOf = (contexts: readonly Context[]): string[] =>
  contexts.flatMap((context) => Array.from({ length: PARTITIONS }, (_, partition) => `${context}/${partition}`));

/** The log that every group reads at its own pace: kept for ever, in order within a partition, at least once. */
export class Bus {
  private readonly logs = new Map<string, Fact[]>();
  private readonly committed = new Map<string, Map<string, number>>();

  publish(fact: Fact): void {
    const partition = `${fact.context}/${partitionOf(fact)}`;
    const log = this.logs.get(partition);
    if (log) log.push(fact);
    else this.logs.set(partition, [fact]);
  }

  read(partition: string, from: number, count: number): readonly Fact[] {
    return this.logs.get(partition)?.slice(from, from + count) ?? [];
  }

  lengthOf(partition: string): number {
    return this.logs.get(partition)?.length ?? 0;
  }

  /** Kafka's own offsets of a group, by partition: where it begins again after a kill. They lag behind what was handled. */
  offsetsOf(group: string): Map<string, number> {
    const known = this.committed.get(group) ?? new Map<string, number>();
    this.committed.set(group, known);
    return known;
  }

  /** Everything that was ever published, partition by partition. */
  facts(): Fact[] {
    return [...this.logs.values()].flat();
  }
}
