import { describe, expect, it } from '@jest/globals';
import { refusalsOf, type Decider } from '@goufu/kernel';
import { given } from './given.js';

const refuse = refusalsOf('jar', { empty: { kind: 'conflict', zh: '罐子是空的', en: 'the jar is empty' } });
const jar: Decider<bigint, 'put' | 'take', { kind: 'put' | 'taken'; fen: bigint }> = {
  initial: 0n,
  decide: (command, fen) => (command === 'put' ? [{ kind: 'put', fen: 1n }] : fen === 0n ? refuse('empty') : [{ kind: 'taken', fen: 1n }]),
  evolve: (fen, fact) => (fact.kind === 'put' ? fen + fact.fen : fen - fact.fen),
};
const put = { kind: 'put' as const, fen: 1n };

describe('given', () => {
  it('folds what happened and compares what follows', () => {
    given(jar)().when('put').then(put);
    given(jar)(put).when('take').then({ kind: 'taken', fen: 1n });
    given(jar)().when('take').thenRefused('jar.empty');
  });

  it('fails for other facts, for none, and for the wrong refusal', () => {
    expect(() => given(jar)().when('put').then({ kind: 'put', fen: 2n })).toThrow();
    expect(() => given(jar)().when('put').then()).toThrow();
    expect(() => given(jar)().when('take').then(put)).toThrow('jar.empty');
    expect(() => given(jar)().when('take').thenRefused('jar.broken')).toThrow();
    expect(() => given(jar)().when('put').thenRefused('jar.empty')).toThrow('it was decided');
  });
});
