import { describe, expect, it } from '@jest/globals';
import { Random } from './random.js';

const course = (random: Random): unknown[] => [random.below(1_000), random.between(5, 9), random.uuid(), random.fork('part').below(1_000)];

describe('the seed', () => {
  it('repeats the same course, and another seed another one', () => {
    expect(course(new Random(7))).toEqual(course(new Random(7)));
    expect(course(new Random(8))).not.toEqual(course(new Random(7)));
  });

  it('gives a part its own course, whatever was drawn before', () => {
    const drawn = new Random(7);
    drawn.below(10);
    expect(drawn.fork('part').below(1_000_000)).toBe(new Random(7).fork('part').below(1_000_000));
  });
});
