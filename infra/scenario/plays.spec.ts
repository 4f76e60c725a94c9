import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { splitByShares, WHOLE } from '@goufu/kernel';
import { readPlay } from './script/play-script.js';

const folder = new URL('plays/', import.meta.url);
const names = readdirSync(folder).filter((file) => /^[^.]+\.json$/.test(file));
const purchases = names.flatMap((name) => readPlay(new URL(name, folder)).purchases.map((script) => [name, script] as const));

describe('the plays as they are written', () => {
  it('are a main one and a second one', () => {
    expect(names).toEqual(['main-purchase.json', 'second-purchase.json']);
  });

  it.each(purchases)('%s: tranches follow from price and shares (R121, T6)', (_name, { contract }) => {
    const parts = splitByShares(BigInt(contract.price), contract.tranches.map(({ shareBp }) => shareBp));
    expect(parts.map(String)).toEqual(contract.tranches.map(({ expects }) => expects));
  });

  it.each(purchases)('%s: budget split is the price, and within what is asked', (_name, { contract, plan }) => {
    const sum = (parts: readonly { amount: string }[]) => parts.reduce((total, { amount }) => total + BigInt(amount), 0n);
    expect(sum(contract.budgetSplit)).toBe(BigInt(contract.price));
    expect(sum(plan.asks)).toBeGreaterThanOrEqual(sum(contract.budgetSplit));
  });

  it.each(purchases)('%s: every member of the panel scores, criteria and price are the whole', (_name, { tender, bids }) => {
    expect(tender.criteria.reduce((sum, { weightBp }) => sum + weightBp, tender.priceWeightBp)).toBe(WHOLE);
    const given = bids.flatMap(({ points }) => Object.values(points)).filter((points) => Array.isArray(points));
    expect(given.map(({ length }) => length)).toEqual(given.map(() => tender.panel.length));
  });

  it.each(purchases)('%s: what is scored comes after its round was opened, and within its year', (_name, { evaluations, closing }) => {
    const days = evaluations.flatMap(({ openedOn, attempts }) => [openedOn, ...attempts.flatMap(({ scoredOn, notifiedOn }) => [scoredOn, notifiedOn])]);
    expect(days.every((day) => day < closing.day)).toBe(true);
    for (const { openedOn, attempts } of evaluations) expect([openedOn, ...attempts.map(({ scoredOn }) => scoredOn)]).toEqual([openedOn, ...attempts.map(({ scoredOn }) => scoredOn)].toSorted((a, b) => a - b));
  });
});
