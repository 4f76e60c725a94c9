import { expect, it } from '@jest/globals';
import { planFrom, WrongOption } from './plan.js';

it('measures five times on a million rows of history unless told', () => {
  expect(planFrom([])).toMatchObject({ name: 'default', repeats: 5, history: 90_910, duplicates: 0.05, overBudget: 0.01, lines: [1, 100], write: false });
  expect(planFrom(['--full'])).toMatchObject({ warmSeconds: 60, seconds: 180, repeats: 5 });
  expect(planFrom(['--quick', '--repeats', '3', '--lines', '7', '--rates', '20,50%'])).toMatchObject({ name: 'quick', repeats: 3, lines: [7], rates: [{ text: '20', perSecond: 20 }, { text: '50%', share: 0.5 }] });
});

it.each([
  [['--repeats', 'x'], '--repeats x'],
  [['--lanes', 'goufu,blnk'], '--lanes blnk'],
  [['--lines', '1,none'], '--lines 1,none'],
  [['--rates', '80%,fast'], '--rates fast'],
  [['--rates', '0'], '--rates 0'],
  [['--rates', '3000x'], '--rates 3000x'],
  [['--hurry'], '--hurry'],
])('refuses %j by name', (args, named) => {
  expect(() => planFrom(args)).toThrow(WrongOption);
  expect(() => planFrom(args)).toThrow(named);
});
