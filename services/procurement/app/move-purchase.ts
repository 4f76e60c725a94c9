import { assert, fold, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { PurchaseCommand } from '../domain/purchase/purchase.commands.js';
import { purchase as purchases } from '../domain/purchase/purchase.js';
import { savePurchase, type StoredPurchase } from './persistence/purchase.repository.js';

/** Takes a purchase to where its tender or contract already is; such a step is never refused. */
export async function movePurchase(tx: Tx, purchase: StoredPurchase, command: PurchaseCommand): Promise<StoredPurchase> {
  const facts = purchases.decide(command, purchase);
  assert(!isRefusal(facts), `purchase ${purchase.id} follows: ${command.kind}`);
  const moved = { ...purchase, ...fold(purchases.evolve, purchase, facts) };
  if (facts.length > 0) await savePurchase(tx, moved);
  return moved;
}
