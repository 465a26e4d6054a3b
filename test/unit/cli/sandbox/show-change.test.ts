import { expect, it } from 'vitest';
import type { CommandContext } from '../../../../src/cli/context.js';
import { showChange } from '../../../../src/cli/sandbox/show-change.js';
import { plain } from '../../../../src/render/style.js';
import { parseFaults } from '../../../../src/sandbox/parse-fault.js';
import { openPerson } from '../../sandbox/person.js';

/** Everything that is printed while a sandbox is used, as people see it. */
function watch(person: ReturnType<typeof openPerson>): () => string {
  let text = '';
  const stdout = { write: (part: string) => (text += part), columns: 60 };
  const context = { global: { json: false }, stdout, outStyle: plain } as unknown as CommandContext;
  person.sandbox.subscribe((change) => showChange(change, context));
  return () => text;
}

it('shows both sides, what never arrives, and every try of a webhook', async () => {
  const person = openPerson({ faults: parseFaults(['429=1x']) }, (_, call) =>
    call === 1 ? { status: null, detail: 'refused the \u001b[31mconnection' } : { status: 200, detail: '' },
  );
  const shown = watch(person);
  await person.send();
  await person.send({ reference: 'r' });
  await person.sandbox.act({ kind: 'text', text: 'hi \u001b]0;x\u0007' }, { name: 'Ann\u202e' }).first;
  await person.sandbox.advance(300_000);
  await person.send({ to: [{ number: 'nobody' }] });
  person.sandbox.setWebhook(null);
  await person.sandbox.act({ kind: 'location', latitude: 1, longitude: 2 }).first;
  expect(shown()).toMatchInlineSnapshot(`
    "12:00:00 POST /v1.0/message → HTTP 429, errorCode 0, 0 accepted, 0 refused  fault: 429
    12:00:00 POST /v1.0/message → HTTP 200, errorCode 0, 1 accepted, 0 refused
      accepted for the chat 987654321
      undelivered it never arrives: this person has not written to the bot 123456789 yet.
    ╭───────╮
    │ hello │
    ╰───────╯
    12:00:00 Ann<U+202E> (chat 987654321): hi  ]0;x
      webhook 1 → refused the ^[[31mconnection, next try 12:05:00
      webhook 1 → HTTP 200
    12:05:00 POST /v1.0/message → HTTP 400, errorCode 201, 0 accepted, 1 refused
      refused nobody 303: Gsm 'nobody' is not a number.
    12:05:00 Ann<U+202E> (chat 987654321): location 1, 2
      webhook 2 → nowhere: start with --webhook URL
    "
  `);
  expect(shown().replace(/\n/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
});
