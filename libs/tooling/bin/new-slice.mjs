import { join } from 'node:path';
import process from 'node:process';
import { sliceFrom } from '../slice/slice.ts';
import { writeSlice } from '../slice/write-slice.ts';

try {
  const { files, next } = writeSlice(join(import.meta.dirname, '../../..'), sliceFrom(process.argv.slice(2)));
  console.log(['written:', ...files.map((file) => `  ${file}`), 'left to do:', ...next.map((step) => `  ${step}`)].join('\n'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
