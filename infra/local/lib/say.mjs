/** What the person at the terminal reads: progress lines with elapsed seconds, and troubles as one sentence with what mends it. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { localDir } from './paths.mjs';

const began = Number(process.env.GOUFU_BEGAN ?? Date.now());
process.env.GOUFU_BEGAN = String(began);
let out = process.stdout;

// Whoever reads may stop (`| head`): that is the end of telling, and no trouble.
process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1));

/** Progress goes to stderr from here on, because stdout carries JSON. */
export function sayOnStderr() {
  out = process.stderr;
}

/** One progress line: ` 12.3s  kafka       ready on port 23456`. */
export function say(who, what) {
  out.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)}s  ${who.padEnd(20)} ${what}\n`);
}

/** Something a person can mend: `sentence` says what is wrong, `mend` what to do, `details` shows where to look (log lines). */
export class Trouble extends Error {
  constructor(sentence, mend, details = '') {
    super(sentence);
    this.mend = mend;
    this.details = details;
  }
}

/** Runs a command's main function. Nobody ever sees a stack trace: it goes to `.local/logs/trouble.log`. */
export async function orSayWhy(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(error instanceof Trouble ? describe(error) : unexpected(error));
    process.exitCode = 1;
  }
}

function describe({ message, mend, details }) {
  const shown = details === '' ? '' : `\n${details.trimEnd().replace(/^/gm, '  | ')}`;
  const first = isFull({ message: details }) ? 'the disk is full: free some space first. Then ' : '';
  return `\nGoufu cannot go on: ${message}${shown}\nTo mend it: ${first}${mend}\n`;
}

function unexpected(error) {
  if (isFull(error)) return describe(new Trouble(`the disk is full (${error.message}).`, 'free some space and run the command again; what was committed is there.'));
  const file = join(localDir, 'logs', 'trouble.log');
  try {
    mkdirSync(join(localDir, 'logs'), { recursive: true });
    appendFileSync(file, `${new Date().toISOString()} ${error?.stack ?? error}\n`);
    return `\nGoufu cannot go on: ${error.message}\nTo mend it: read ${file}; then run the command again.\n`;
  } catch {
    return `\nGoufu cannot go on: ${error.message} (and ${file} cannot be written).\nTo mend it: make the folder writable for you and run the command again.\n`;
  }
}

/** Said by the system, or by a server that the system told. */
const isFull = ({ code, message }) => code === 'ENOSPC' || /no space left on device/i.test(message);

/** The last lines that a finished program printed, to show why it failed; the frames of a stack tell the reader nothing. */
export function lastLinesOf({ stdout, stderr, error }, lines = 12) {
  return `${stdout ?? ''}${stderr ?? ''}${error ?? ''}`.trim().split('\n').filter((line) => !/^\s+at /.test(line)).slice(-lines).join('\n');
}
