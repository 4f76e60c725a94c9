import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { Malformed } from './xml-element.js';

export const SCHEMAS = ['pain.001.001.09', 'pain.002.001.12', 'camt.053.001.08', 'camt.054.001.08'] as const;
export type MessageName = (typeof SCHEMAS)[number];

/** The schemas lie in the package, beside what is compiled from it. */
const folder = join(dirname(createRequire(import.meta.url).resolve('@goufu/funding/package.json')), 'iso20022');
const kept = new Map<MessageName, string>();
/** 64 KiB each; libxml2 keeps the whole tree. */
const MOST_PAGES = 8_192;

/** Holds a text against the standard's schema. Throws `Malformed` with the line of the first violation. */
export async function validateXml(name: MessageName, xml: string): Promise<void> {
  const { valid, errors } = await lint(name, xml);
  if (valid) return;
  const [first] = errors;
  // What libxml2 quotes of the text itself has no line of its own.
  const message = (first?.message ?? 'does not follow its schema').replaceAll(/\{[^{}]*\}/g, '');
  const field = /Element '([^']+)'/.exec(message)?.[1] ?? 'Document';
  throw new Malformed(field, first?.loc?.lineNumber ?? 1, message.replace(/^Schemas validity error : /, ''));
}

async function lint(name: MessageName, xml: string) {
  const contents = kept.get(name) ?? readFileSync(join(folder, `${name}.xsd`), 'utf8');
  kept.set(name, contents);
  try {
    return await validateXML({ xml: { fileName: 'message.xml', contents: xml }, schema: { fileName: `${name}.xsd`, contents }, maxMemoryPages: MOST_PAGES });
  } catch (error) {
    // An exit code that is neither yes nor no: the text is at fault. Anything else is the machine's.
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') throw new Malformed('Document', 1, `cannot be held against its schema: ${error.message.slice(0, 200)}`);
    throw error;
  }
}
