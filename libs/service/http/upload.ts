import { pipeline, Transform, type Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { RouteContract } from '@goufu/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { admittedOf } from './admitted.js';
import { requestProblem } from './problem.js';
import { readBody } from './validation.js';

const MAX_FIELDS = 50;
const MAX_FIELD_BYTES = 16_384;

/** One file on its way in. `content` must be read to its end; it fails with a 413 problem when it grows over the limit. */
export interface UploadedFile<Fields> {
  /** The text fields that came before the file, parsed by the contract's `body`. */
  readonly fields: Fields;
  /** As the client calls it; never a path to write to. */
  readonly fileName: string;
  /** What the client says it is; the content decides. */
  readonly declaredType: string;
  readonly content: Readable;
}

/** A form with text fields and then one file, streamed: nothing but the fields is held in memory. */
export interface Upload {
  /** Reads the fields and opens the file. `maxBytes` is the hard limit of the file's size. */
  open<Route extends RouteContract>(route: Route, limits: { readonly maxBytes: number }): Promise<UploadedFile<z.output<Route['body']>>>;
}

/** `@Upload() upload: Upload` in a controller method whose contract consumes `multipart`. */
export const Upload = createParamDecorator((_data: unknown, context: ExecutionContext): Upload => {
  const { route } = admittedOf(context);
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (route.consumes !== 'multipart') throw new Error(`${route.id} takes no upload`);
  return { open: (contract, limits) => openUpload(contract, request, limits.maxBytes) };
});

async function openUpload<Route extends RouteContract>(
  route: Route,
  request: FastifyRequest,
  maxBytes: number,
): Promise<UploadedFile<z.output<Route['body']>>> {
  const fields: Record<string, unknown> = {};
  const limits = { files: 1, fileSize: Infinity, fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      if (part.valueTruncated === true) throw requestProblem('too-large', { because: { zh: `字段 ${part.fieldname}`, en: `field ${part.fieldname}` } });
      fields[part.fieldname] = part.value;
      continue;
    }
    const known = readBody(route, fields) as z.output<Route['body']>;
    return { fields: known, fileName: part.filename, declaredType: part.mimetype, content: limitedTo(maxBytes, part.file) };
  }
  throw requestProblem('invalid-body', { errors: [{ field: '/body/file', zh: '缺少文件，或文件之前的字段不完整', en: 'there is no file in the form' }] });
}

/** Passes a stream on until it grows too large: then it fails, where the form's parser would only cut it off. */
function limitedTo(maxBytes: number, source: Readable): Readable {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) done(null, chunk);
      else done(requestProblem('too-large', { because: { zh: `文件上限为 ${maxBytes} 字节`, en: `a file of at most ${maxBytes} bytes` } }));
    },
  });
  // Whoever reads `limit` sees the error of either stream.
  return pipeline(source, limit, () => undefined);
}
