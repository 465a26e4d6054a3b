import { defaultEndpoint } from './cm.js';
import type { Fact } from './fact.js';
import { factList } from './telegram.js';

/** The areas of the table of facts, and what they are called. The area is what stands before the dot of an id. */
const titles: Readonly<Record<string, string>> = {
  channel: 'The channel',
  text: 'Texts',
  caption: 'Captions',
  media: 'Media',
  sticker: 'Stickers',
  photo: 'Images',
  'chat-id': 'Chat IDs',
  'bot-token': 'Bot tokens',
  rate: 'Rates',
  request: 'Requests',
  reference: 'References',
  grouping: 'Groupings',
  validity: 'Validity',
  webhook: 'Webhooks',
  status: 'Status reports',
  start: 'Deep links',
  gateway: 'The gateway',
};

/** The facts of one area. */
export interface LimitTopic {
  /** What `cmtg limits` takes: `caption`, `chat-id`. */
  readonly name: string;
  readonly title: string;
  readonly facts: readonly Fact<unknown>[];
}

/** Every fact by area, in the order of the table: what `cmtg limits` prints and docs/limits.md is made from. */
export const limitTopics: readonly LimitTopic[] = groupFacts([...factList, defaultEndpoint]);

function groupFacts(facts: readonly Fact<unknown>[]): readonly LimitTopic[] {
  const topics = new Map<string, Fact<unknown>[]>();
  for (const fact of facts) {
    const name = fact.id.slice(0, fact.id.indexOf('.'));
    topics.set(name, [...(topics.get(name) ?? []), fact]);
  }
  return [...topics].map(([name, rows]) => ({ name, title: titles[name] ?? name, facts: rows }));
}

/** The topic of this name, or the one fact with this id within its topic; undefined when there is neither. */
export function findLimits(word: string): LimitTopic | undefined {
  const topic = limitTopics.find(({ name }) => name === word);
  if (topic !== undefined) return topic;
  const around = limitTopics.find(({ facts }) => facts.some(({ id }) => id === word));
  return around && { ...around, facts: around.facts.filter(({ id }) => id === word) };
}
