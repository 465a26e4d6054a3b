import type { FieldReader, Fields } from './field-reader.js';
import type { InboundContact, InboundCustom, InboundLocation, InboundSuggestion } from './parsed-webhook.js';

const AT = '/message/custom';
const KNOWN = new Set(['location', 'contacts', 'suggestions', 'username']);
/** Enough for any message; a hostile one may have thousands. */
const MOST = 20;

/** `message.custom`: what CM documents for other channels, and the names of everything else. */
export function parseCustom(custom: Fields, reader: FieldReader): InboundCustom {
  const location = custom.has('location') ? parseLocation(reader.object(custom, 'location', AT), reader) : undefined;
  return {
    ...(location === undefined ? {} : { location }),
    contacts: parseEach(custom, 'contacts', reader, parseContact),
    suggestions: parseEach(custom, 'suggestions', reader, parseSuggestion),
    username: reader.text(custom, 'username', AT),
    otherKeys: [...custom.keys()].filter((key) => !KNOWN.has(key)).slice(0, MOST),
  };
}

function parseEach<Value>(
  custom: Fields,
  key: string,
  reader: FieldReader,
  parse: (fields: Fields, reader: FieldReader, at: string) => Value,
): Value[] {
  return reader
    .list(custom, key, AT)
    .slice(0, MOST)
    .map((value, index) => parse(reader.fold(value), reader, `${AT}/${key}/${index}`));
}

function parseLocation(location: Fields, reader: FieldReader): InboundLocation {
  const at = `${AT}/location`;
  return {
    latitude: reader.number(location, 'latitude', at),
    // One table of CM's page spells it "longtitude".
    longitude: reader.number(location, location.has('longitude') ? 'longitude' : 'longtitude', at),
    label: reader.text(location, 'label', at),
    searchQuery: reader.text(location, 'searchQuery', at),
  };
}

function parseContact(contact: Fields, reader: FieldReader, at: string): InboundContact {
  const name = reader.object(contact, 'name', at);
  const parts = ['first_name', 'last_name'].map((key) => reader.text(name, key, `${at}/name`));
  return {
    name: reader.text(name, 'formatted_name', `${at}/name`) || parts.filter((part) => part !== '').join(' '),
    phones: textsOf(contact, 'phones', 'phone', reader, at),
    emails: textsOf(contact, 'emails', 'email', reader, at),
  };
}

function textsOf(contact: Fields, list: string, key: string, reader: FieldReader, at: string): string[] {
  return reader
    .list(contact, list, at)
    .slice(0, MOST)
    .map((entry, index) => reader.text(reader.fold(entry), key, `${at}/${list}/${index}`))
    .filter((text) => text !== '');
}

function parseSuggestion(suggestion: Fields, reader: FieldReader, at: string): InboundSuggestion {
  return {
    action: reader.text(suggestion, 'action', at),
    postbackData: reader.text(suggestion, 'postbackData', at),
  };
}
