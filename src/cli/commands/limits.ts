import { findLimits, type LimitTopic, limitTopics } from '../../core/channel/limits.js';
import { suggest } from '../../core/payload/suggest.js';
import { renderLimits } from '../../render/limits.js';
import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { usageError } from '../option-values.js';

/** `cmtg limits [topic]`: the table of facts, or a part of it. */
export const runLimits: CommandRun = async ({ args }, { global, stdout, outStyle }) => {
  const [word] = args;
  const topics = word === undefined ? limitTopics : [readTopic(word)];
  stdout.write(
    global.json
      ? `${renderSafeJson({ version: 1, limits: topics.flatMap(listLimits) })}\n`
      : renderLimits(topics, outStyle, stdout.columns),
  );
  return exitCodes.ok.code;
};

/** The facts of a topic as programs get them. */
function listLimits({ name, facts }: LimitTopic): object[] {
  return facts.map(({ id, ...rest }) => ({
    id,
    topic: name,
    standing: rest.by.includes('assumed') ? 'assumed' : 'documented',
    ...rest,
  }));
}

function readTopic(word: string): LimitTopic {
  const found = findLimits(word);
  if (found !== undefined) return found;
  const names = limitTopics.map(({ name }) => name);
  const ids = limitTopics.flatMap(({ facts }) => facts.map(({ id }) => id));
  const near = suggest(word, word.includes('.') ? ids : names);
  throw usageError(
    `There are no limits of “${word}”.`,
    near === undefined ? `The topics are ${names.join(', ')}.` : `Did you mean “${near}”?`,
    'usage-topic',
  );
}
