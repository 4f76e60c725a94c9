import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { wholeAnswers } from './broker-sockets.js';

const framed = (answer: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(answer.length);
  return Buffer.concat([length, answer]);
};

describe('answers of a broker', () => {
  it('are handed on whole, in order and at once, however they are cut on the way', () => {
    const answers = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(answers, fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 }), (sent, cuts) => {
        const all = Buffer.concat(sent.map(framed));
        const ends = sent.map((_, i) => Buffer.concat(sent.slice(0, i + 1).map(framed)).length);
        let [heard, arrived] = [0, 0];
        const hear = wholeAnswers((bytes) => {
          expect(bytes.equals(all.subarray(heard, heard + bytes.length))).toBe(true);
          heard += bytes.length;
        });
        for (const size of [...cuts, all.length]) {
          hear(all.subarray(arrived, arrived + size));
          arrived = Math.min(all.length, arrived + size);
          expect(heard).toBe(Math.max(0, ...ends.filter((end) => end <= arrived)));
        }
      }),
    );
  });
});
