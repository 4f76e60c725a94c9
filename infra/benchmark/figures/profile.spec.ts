import { expect, it } from '@jest/globals';
import { selfTimes } from './profile.js';

const frame = (functionName: string, url = '', lineNumber = -1) => ({ functionName, url, lineNumber, columnNumber: 0, scriptId: '0' });

it('adds up the samples of each function, wherever it was called from, without the idle ones', () => {
  const nodes = [
    { id: 1, callFrame: frame('(idle)') },
    { id: 2, callFrame: frame('parse', 'file:///goufu/node_modules/zod/v4/core/parse.js', 9) },
    { id: 3, callFrame: frame('parse', 'file:///goufu/node_modules/zod/v4/core/parse.js', 9) },
    { id: 4, callFrame: frame('', 'file:///goufu/services/funding/dist/app/main.js', 0) },
  ];
  const profile = { nodes, samples: [1, 2, 3, 4], timeDeltas: [1_000, 200, 100, 100] };
  expect(selfTimes(JSON.stringify(profile), 5)).toEqual([
    { where: 'parse v4/core/parse.js:10', share: 0.75 },
    { where: '(anonymous) dist/app/main.js:1', share: 0.25 },
  ]);
  expect(selfTimes(JSON.stringify(profile), 1)).toHaveLength(1);
});

it('refuses what is no profile', () => {
  expect(() => selfTimes('{"nodes": []}', 5)).toThrow('samples');
});
