import { expect, it } from '@jest/globals';
import { eventually } from './eventually.js';

it('answers once the probe is content', async () => {
  let looks = 0;
  const answer = await eventually(() => {
    looks += 1;
    if (looks < 3) throw new Error('too few');
    return looks;
  });
  expect(answer).toBe(3);
});

it('fails with what the probe saw last', async () => {
  let looks = 0;
  const never = eventually(
    () => {
      looks += 1;
      throw new Error(`saw ${looks === 1 ? 'nothing' : 'half of it'}`);
    },
    { within: 60 },
  );
  await expect(never).rejects.toThrow('not within 60 ms: saw half of it');
});
