import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import fc from 'fast-check';
import { fileToKeep } from './file-policy.js';

const found = (mediaType: string | undefined, sizeBytes = 10) => ({ sha256: 'a'.repeat(64), sizeBytes, mediaType });
const keep = (mediaType: string | undefined, name: string, sizeBytes?: number) => {
  const kept = fileToKeep(found(mediaType, sizeBytes), name);
  return isRefusal(kept) ? kept.code : `${kept.fileName} ${kept.mediaType}`;
};

describe('a file is kept', () => {
  it('by its content, under its own name', () => {
    expect(keep('application/pdf', '中期报告.PDF')).toBe('中期报告.PDF application/pdf');
    expect(keep('text/plain', '签到.csv')).toBe('签到.csv text/csv');
    expect(keep('text/plain', '说明')).toBe('说明.txt text/plain');
  });
  it.each([
    [undefined, 'a.pdf', 'file.type-not-allowed'],
    ['application/x-msdownload', 'a.exe', 'file.type-not-allowed'],
    ['text/html', 'a.html', 'file.type-not-allowed'],
    ['application/vnd.ms-word.document.macroenabled.12', 'a.docm', 'file.type-not-allowed'],
    ['application/pdf', 'a.exe', 'file.type-differs'],
    ['image/png', 'a.pdf', 'file.type-differs'],
    ['text/plain', 'a.html', 'file.type-differs'],
  ])('or refused: %s as %s', (type, name, code) => expect(keep(type, name)).toBe(code));
  it('or refused when it is empty', () => expect(keep('application/pdf', 'a.pdf', 0)).toBe('file.empty'));
});

describe('its name', () => {
  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\x\\报告.pdf', '报告.pdf'],
    ['a\u0000b\r\n"c".pdf', 'abc.pdf'],
    ['\u202Egpj.pdf', 'gpj.pdf'],
    ['...pdf', 'pdf.pdf'],
    ['', 'file.pdf'],
  ])('%j becomes %s', (given, name) => expect(keep('application/pdf', given)).toBe(`${name} application/pdf`));
  it('is never a path, never long, and keeps its ending', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const kept = fileToKeep(found('application/pdf'), `${text}.pdf`);
        if (isRefusal(kept)) throw new Error(kept.code);
        expect(kept.fileName).toMatch(/^[^/\\\p{C}"]{1,124}\.pdf$/u);
      }),
    );
  });
});
