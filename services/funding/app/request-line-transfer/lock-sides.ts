import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Side } from '../../domain/line-transfer/line-transfer.js';
import { lockLines, type StoredLine } from '../persistence/budget-line.repository.js';
import { movedOf } from '../persistence/line-transfer.repository.js';

type StoredSide = StoredLine & Side;

/** Both lines of a transfer, locked, with what was moved before; one that does not exist is left out. */
export async function lockSides(tx: Tx, fromLine: Id, toLine: Id): Promise<{ readonly from?: StoredSide; readonly to?: StoredSide }> {
  const lines = await lockLines(tx, [fromLine, toLine]);
  const moved = await movedOf(tx, [fromLine, toLine]);
  const sideOf = (id: Id): StoredSide | undefined => {
    const line = lines.find((one) => one.id === id);
    return line && { ...line, moved: moved.get(id) ?? 0n };
  };
  const [from, to] = [sideOf(fromLine), sideOf(toLine)];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}
