import { z } from 'zod';

/** A CPU profile as V8 writes it. */
const profileSchema = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }) })),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});

export interface SelfTime {
  readonly where: string;
  /** Share of all samples but those in which nothing ran. */
  readonly share: number;
}

/** Where a process spent its time, function by function, without what these called; the most expensive first. */
export function selfTimes(text: string, most: number): SelfTime[] {
  const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(text));
  const where = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((id, i) => {
    const place = where.get(id) ?? '(unknown)';
    if (place !== '(idle)') times.set(place, (times.get(place) ?? 0) + (timeDeltas[i] ?? 0));
  });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([place, time]) => ({ where: place, share: total === 0 ? 0 : time / total }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, most);
}

function placeOf({ functionName, url, lineNumber }: { functionName: string; url: string; lineNumber: number }): string {
  const name = functionName || '(anonymous)';
  const file = url.replace(/^file:\/\//, '').split('/node_modules/').at(-1)?.split('/').slice(-3).join('/');
  return file ? `${name} ${file}:${lineNumber + 1}` : name;
}
