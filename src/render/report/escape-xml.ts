import { renderSafeText } from '../safe-text.js';

/** Text for XML: safe signs only, because XML 1.0 has no form for most controls. */
export function escapeXml(text: string): string {
  return renderSafeText(text, { multiline: true, isolate: false })
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}

/** The same for the value of an attribute, which XML keeps on one line. */
export function escapeXmlAttribute(text: string): string {
  return escapeXml(text).replace(/\n/g, '⏎');
}
