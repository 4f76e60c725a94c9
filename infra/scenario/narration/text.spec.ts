import { describe, expect, it } from '@jest/globals';
import { padEnd, tableOf } from './text.js';

describe('columns of Chinese and Latin text', () => {
  it('counts a Chinese character as two columns', () => {
    expect(padEnd('财政', 6)).toBe('财政  ');
  });

  it('never cuts what is too wide', () => {
    expect(padEnd('财政审批', 4)).toBe('财政审批');
  });

  it('lines figures up on the right and names on the left', () => {
    const table = tableOf([{ title: '机构' }, { title: '金额', figures: true }], [['甲', '1.00'], ['乙机构', '1,000.00']]);
    expect(table).toEqual(['机构        金额', '甲          1.00', '乙机构  1,000.00']);
  });
});
