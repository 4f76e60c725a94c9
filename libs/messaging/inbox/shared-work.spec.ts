import { describe, expect, it } from '@jest/globals';
import { SharedWork } from './shared-work.js';

class Outage extends Error {}

/** Pieces are numbers, as large as they say; `turns` are what the work was given, in order. */
function shared(most: number, work: (pieces: readonly number[]) => Promise<void> = () => Promise.resolve(), atOnce = 1) {
  const turns: number[][] = [];
  const sharing = new SharedWork<number>({
    atOnce,
    most,
    sizeOf: (piece) => piece,
    work: (pieces) => {
      turns.push([...pieces]);
      return work(pieces);
    },
    blamesNobody: (error) => error instanceof Outage,
  });
  return { turns, all: (...pieces: number[]) => Promise.allSettled(pieces.map((piece) => sharing.do(piece))) };
}
const statuses = (settled: readonly PromiseSettledResult<void>[]) => settled.map(({ status }) => status);

describe('work that is shared', () => {
  it('takes what waits together in one turn, in order, up to a size', async () => {
    const { turns, all } = shared(5);
    expect(statuses(await all(2, 3, 1, 4))).toEqual(Array(4).fill('fulfilled'));
    expect(turns).toEqual([[2, 3], [1, 4]]);
  });

  it('does a piece that is larger than a turn alone', async () => {
    const { turns, all } = shared(5);
    await all(1, 9, 1);
    expect(turns).toEqual([[1], [9], [1]]);
  });

  it('fails only the piece at fault: the others of its turn are done alone', async () => {
    const done: number[] = [];
    const { turns, all } = shared(10, (pieces) => {
      if (pieces.includes(2)) return Promise.reject(new Error('at fault'));
      done.push(...pieces);
      return Promise.resolve();
    });
    expect(statuses(await all(1, 2, 3))).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(turns).toEqual([[1, 2, 3], [1], [2], [3]]);
    expect(done).toEqual([1, 3]);
  });

  it('tries nobody alone in an outage, and goes on afterwards', async () => {
    let away = true;
    const { turns, all } = shared(10, () => (away ? Promise.reject(new Outage()) : Promise.resolve()));
    expect(statuses(await all(1, 2))).toEqual(['rejected', 'rejected']);
    away = false;
    expect(statuses(await all(1, 2))).toEqual(['fulfilled', 'fulfilled']);
    expect(turns).toEqual([[1, 2], [1, 2]]);
  });

  it('runs no more turns side by side than it may', async () => {
    let [running, most] = [0, 0];
    const { turns, all } = shared(
      1,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
      },
      2,
    );
    await all(1, 1, 1, 1, 1);
    expect([most, turns.length]).toEqual([2, 5]);
  });
});
