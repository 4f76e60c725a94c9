import { TextDecoder, types } from 'node:util';
import { fileTypeFromFile } from 'file-type';

/** Control characters that no text has; white space is ordinary. */
const CONTROL = /[^\P{Cc}\s]/u;

/** Reads along and says at the end whether everything was text, in UTF-8 or in GB 18030 as spreadsheets here write it. */
export class TextCheck {
  private readonly decoders = ['utf-8', 'gb18030'].map((encoding) => ({ decoder: new TextDecoder(encoding, { fatal: true }), alive: true }));

  read(chunk: Uint8Array): void {
    this.each((decoder) => decoder.decode(chunk, { stream: true }));
  }

  isText(): boolean {
    this.each((decoder) => decoder.decode());
    return this.decoders.some(({ alive }) => alive);
  }

  private each(decode: (decoder: TextDecoder) => string): void {
    for (const one of this.decoders) {
      if (one.alive) one.alive = isCleanText(() => decode(one.decoder));
    }
  }
}

function isCleanText(decode: () => string): boolean {
  try {
    return !CONTROL.test(decode());
  } catch (error) {
    if (types.isNativeError(error) && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** Media type by content alone; undefined when it is neither a known format nor text. */
export async function mediaTypeOf(path: string, isText: boolean): Promise<string | undefined> {
  const found = await fileTypeFromFile(path);
  return found?.mime ?? (isText ? 'text/plain' : undefined);
}
