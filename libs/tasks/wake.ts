const runners = new Set<() => void>();

/** A transaction of this process scheduled something: the runners need not wait for their next poll. */
export function wakeRunners(): void {
  for (const wake of runners) wake();
}

/** Answers how to stop listening. */
export function onWake(wake: () => void): () => void {
  runners.add(wake);
  return () => void runners.delete(wake);
}
