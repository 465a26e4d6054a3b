import { limitTopics } from '../../core/channel/limits.js';
import type { CommandSpec } from '../command-spec.js';

/** `cmtg limits`. */
export const limitsSpec: CommandSpec = {
  name: 'limits',
  summary: 'tell the limits of the channel, and who documents them',
  description:
    'Prints the numbers that every check goes by: how long a text or caption may be, how large a file. Each comes with its source, and with a mark where nobody documents it.',
  args: [
    {
      name: '[topic]',
      description: 'such as caption, or one fact such as caption.length',
      completes: limitTopics.map(({ name }) => name),
    },
  ],
  examples: [
    { command: 'cmtg limits', note: 'All of them.' },
    { command: 'cmtg limits caption', note: 'How long may a caption be?' },
    { command: 'cmtg limits text.length --json', note: 'One number, for programs.' },
  ],
  load: async () => (await import('../commands/limits.js')).runLimits,
};
