import { isRefusal, type Id, type Instant, type Refusal } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { UploadedFile } from '@goufu/service';
import { fileToKeep } from '../../domain/deliverable/file-policy.js';
import type { StoredFile } from '../persistence/file.repository.js';
import type { FileStore, StagedFile } from './file-store.js';

/** A received file that may be kept: its row, and how to keep its content. */
export interface Receipt {
  readonly sha256: string;
  readonly file: (by: string, at: Instant) => StoredFile;
  /** To be called in the transaction that inserts the row, so that no row is without content. */
  readonly keep: StagedFile['keep'];
}

/** Receives an upload and does `work` with it; what `work` did not keep is gone afterwards. */
export async function withReceivedFile<Answer>(
  store: FileStore,
  upload: Pick<UploadedFile<unknown>, 'content' | 'fileName'>,
  work: (receipt: Receipt) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  const staged = await store.stage(upload.content);
  try {
    const kept = fileToKeep(staged, upload.fileName);
    if (isRefusal(kept)) return kept;
    const fileId: Id = newId();
    return await work({ sha256: kept.sha256, file: (uploadedBy, uploadedAt) => ({ ...kept, fileId, uploadedBy, uploadedAt }), keep: () => staged.keep() });
  } finally {
    await staged.discard();
  }
}
