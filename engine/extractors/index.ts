/** The catalogue of formats, in the order in which they are asked: signatures, then grammars, then text. */
import type { Extractor } from '../types.ts';
import { compoundFile } from './compound-file.ts';
import { csv } from './csv.ts';
import { dicom } from './dicom.ts';
import { eml } from './eml.ts';
import { gzip } from './gzip.ts';
import { hl7v2 } from './hl7v2.ts';
import { html } from './html.ts';
import { ical } from './ical.ts';
import { image } from './image.ts';
import { json } from './json.ts';
import { mbox } from './mbox.ts';
import { ooxml } from './ooxml.ts';
import { opendocument } from './opendocument.ts';
import { pdf } from './pdf.ts';
import { recognised } from './recognised.ts';
import { rtf } from './rtf.ts';
import { tar } from './tar.ts';
import { text } from './text.ts';
import { vcard } from './vcard.ts';
import { x12 } from './x12.ts';
import { xml } from './xml.ts';
import { zip } from './zip.ts';

export const extractors: readonly Extractor[] = [
  ooxml,
  opendocument,
  zip,
  gzip,
  pdf,
  compoundFile,
  tar,
  dicom,
  image,
  recognised,
  rtf,
  mbox,
  eml,
  vcard,
  ical,
  hl7v2,
  x12,
  html,
  xml,
  json,
  csv,
  text,
];
