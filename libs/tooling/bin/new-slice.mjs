import { join } from 'node:path';
import process from 'node:process';
import { sliceFrom, USAGE } from '../slice/slice.ts';
import { writeSlice } from '../slice/write-slice.ts';

const args = process.argv.slice(2);
const list = (title, lines) => (lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : []);

try {
  if (args.includes('--help')) console.log(USAGE);
  else {
    const { files, registered, next } = writeSlice(join(import.meta.dirname, '../../..'), sliceFrom(args));
    console.log([...list('written:', files), ...list('registered in:', registered), ...list('left to do:', next)].join('\n'));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
