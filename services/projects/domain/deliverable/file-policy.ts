import { refusalsOf, type Refusal } from '@goufu/kernel';

/** A file as it was found, whatever its sender said about it. */
export interface FoundFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** As recognised from the content; undefined when it is nothing known. */
  readonly mediaType: string | undefined;
}

/** A file that may be kept. */
export interface KeptFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly fileName: string;
}

/** What agencies hand in: documents, pictures and archives, nothing that runs. Ending by media type. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/zip': ['zip'],
  'text/csv': ['csv'],
  'text/plain': ['txt'],
};

export const refuseFile = refusalsOf('file', {
  'not-found': { kind: 'not-found', zh: '没有这个文件', en: 'there is no such file' },
  'empty': { kind: 'invalid', field: '/file', zh: '文件为空', en: 'the file is empty' },
  'type-not-allowed': {
    kind: 'invalid',
    field: '/file',
    zh: '不接受此类文件；可上传 PDF、DOCX、XLSX、PNG、JPEG、ZIP、CSV 或纯文本',
    en: 'this kind of file is not taken; PDF, DOCX, XLSX, PNG, JPEG, ZIP, CSV and plain text are',
  },
  'type-differs': {
    kind: 'invalid',
    field: '/file',
    zh: '文件内容与扩展名不符',
    en: 'the content of the file is not what its name says',
  },
});

const MAX_NAME = 120;

/** The file to keep, under a name that is safe to show and to save under, or why it is not taken. */
export function fileToKeep({ sha256, sizeBytes, mediaType }: FoundFile, givenName: string): KeptFile | Refusal {
  if (sizeBytes === 0) return refuseFile('empty');
  const name = safeName(givenName);
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase();
  // Text has no signature: its name says whether it is a table.
  const found = mediaType === 'text/plain' && ending === 'csv' ? 'text/csv' : mediaType;
  const endings = found === undefined ? undefined : KINDS[found];
  if (found === undefined || endings === undefined) return refuseFile('type-not-allowed', { type: mediaType ?? 'unknown' });
  if (ending !== undefined && !endings.includes(ending)) return refuseFile('type-differs', { type: found, ending });
  return { sha256, sizeBytes, mediaType: found, fileName: ending === undefined ? `${name}.${endings[0]}` : name };
}

/** The last part of a path, without what terminals and file systems act on; the ending survives the cut. */
function safeName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{C}<>:"|?*]/gu, '').replace(/^\.+/, '').trim();
  const characters = Array.from(clean === '' ? 'file' : clean);
  return characters.length <= MAX_NAME ? characters.join('') : `${characters.slice(0, MAX_NAME - 12).join('')}${characters.slice(-12).join('')}`;
}
