import { downloadProjectFile, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Header, Inject, StreamableFile } from '@nestjs/common';
import { refuseFile } from '../../domain/deliverable/file-policy.js';
import { FileStore } from '../files/file-store.js';
import { findFile } from '../persistence/file.repository.js';
import { Reader } from '../persistence/reader.js';

/** Always saved, never shown in place: what agencies hand in must not run as a page of the portal. */
@Controller()
export class DownloadFileController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  @Implements(downloadProjectFile)
  @Header('x-content-type-options', 'nosniff')
  async download(@Input() { params }: RouteInput<typeof downloadProjectFile>, @Caller() caller: Caller) {
    const file = await findFile(this.reader, params.fileId, caller.scope);
    if (!file) return refuseFile('not-found');
    const { mediaType, sizeBytes, fileName, sha256 } = file;
    return new StreamableFile(await this.store.open(sha256), { type: mediaType, length: sizeBytes, disposition: dispositionOf(fileName) });
  }
}

/** RFC 6266: a plain name for old readers, the real one in UTF-8. */
function dispositionOf(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
