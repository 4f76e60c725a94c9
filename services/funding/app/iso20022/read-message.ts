import type { TreasuryMessage } from '../send-payment/treasury-gateway.js';
import { readNotification, readStatements } from './account-report.js';
import { readStatusReport } from './status-report.js';
import { Malformed, XmlElement } from './xml-element.js';
import { SCHEMAS, validateXml, type MessageName } from './xsd.js';

type Reader = (document: XmlElement, account: string) => TreasuryMessage[];

const readers: Record<Exclude<MessageName, 'pain.001.001.09'>, Reader> = {
  'pain.002.001.12': (document) => [{ kind: 'statuses', statuses: readStatusReport(document) }],
  'camt.053.001.08': readStatements,
  'camt.054.001.08': readNotification,
};
const isReadable = (name: string): name is keyof typeof readers => Object.hasOwn(readers, name);

const LARGEST_FILE = 16 * 1024 * 1024;
const text = new TextDecoder('utf-8', { fatal: true });

/**
 * What a file of the treasury says, or what is wrong with it: then nothing in it counts. The schema is checked before anything is
 * believed, and the codec after it checks what a schema cannot say. Only what concerns `account` is ours to read.
 */
export async function readMessage(content: Uint8Array, account: string): Promise<readonly TreasuryMessage[] | Malformed> {
  try {
    const xml = textOf(content);
    const name = messageNameOf(xml);
    await validateXml(name, xml);
    return decodeMessage(xml, account);
  } catch (error) {
    if (error instanceof Malformed) return error;
    throw error;
  }
}

/** The codec alone, for a text that its schema allows. Throws nothing but `Malformed`, whatever the text. */
export function decodeMessage(xml: string, account: string): readonly TreasuryMessage[] {
  return readers[messageNameOf(xml)](XmlElement.parse(xml), account);
}

function textOf(content: Uint8Array): string {
  if (content.byteLength > LARGEST_FILE) throw new Malformed('Document', 1, `is larger than ${LARGEST_FILE} bytes`);
  let xml: string;
  try {
    xml = text.decode(content);
  } catch {
    throw new Malformed('Document', 1, 'is not UTF-8');
  }
  // Entities of one's own are how XML reads other files or grows without end; no payment needs them.
  if (/<!DOCTYPE/i.test(xml)) throw new Malformed('Document', 1, 'declares a document type, which no message has');
  return xml;
}

function messageNameOf(xml: string): keyof typeof readers {
  const name = /\burn:iso:std:iso:20022:tech:xsd:([a-z0-9.]+)/.exec(xml)?.[1];
  if (name === undefined) throw new Malformed('Document', 1, 'is no ISO 20022 message');
  if (!isReadable(name)) throw new Malformed('Document', 1, `is a ${name}; expected ${SCHEMAS.filter(isReadable).join(', ')}`);
  return name;
}
