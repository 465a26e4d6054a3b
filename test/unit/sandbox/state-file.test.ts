import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepState, readSnapshot } from '../../../src/sandbox/state-file.js';
import { createTempFolder } from '../../support/temp-folder.js';
import { TOKEN } from './harness.js';
import { openPerson, START } from './person.js';

const fail = (error: Error): never => {
  throw error;
};

describe('the state file', () => {
  it('brings everything back after a restart: chats, clock, counters, and webhooks that still wait', async () => {
    const file = join(createTempFolder(), 'state.json');
    const first = openPerson({}, () => ({ status: 500, detail: 'down' }));
    const kept = keepState(file, first.sandbox, fail);
    await first.send({ reference: 'early' });
    await first.sandbox.act({ kind: 'start' }).first;
    await first.send({ reference: 'late' });
    await first.sandbox.advance(7 * 60_000);
    const before = first.sandbox.snapshot();
    await first.sandbox.close();
    await kept.close();

    const restored = await readSnapshot(file);
    expect(restored).toEqual(before);
    const second = openPerson(restored === undefined ? {} : { restored });
    expect(second.sandbox.snapshot()).toEqual(before);
    expect(second.sandbox.now()).toBe(START + 7 * 60_000);
    expect(second.sandbox.deliveries()).toMatchObject([{ state: 'waiting', tries: 2 }]);
    await second.sandbox.advance(3 * 60_000);
    expect(second.sandbox.deliveries()).toMatchObject([{ state: 'delivered', tries: 3 }]);
    expect(second.sandbox.act({ kind: 'text', text: 'again' }).message).toMatchObject({ id: 4, delivery: 2 });
    await second.sandbox.settled();
    expect(second.bodies().at(-1)).toMatchObject({ reference: 'late' });
    await second.send();
    expect(second.sandbox.exchanges().at(-1)?.id).toBe(3);
  });

  it('is whole after every change, for the owner alone, and holds no product token', async () => {
    const folder = createTempFolder();
    const file = join(folder, 'state.json');
    const { sandbox, send } = openPerson();
    const kept = keepState(file, sandbox, fail);
    for (let i = 0; i < 30; i++) {
      sandbox.act({ kind: 'text', text: `n${i}` });
      await send();
      // Rejects when the file is half written.
      await readSnapshot(file);
    }
    await kept.close();
    expect((await readSnapshot(file))?.messages).toHaveLength(60);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(TOKEN);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('is nothing when there is none', async () => {
    expect(await readSnapshot(join(createTempFolder(), 'none.json'))).toBeUndefined();
  });

  it.each(['', '{}', '[]', 'null', '{"version":2}', 'text', '{"version":1,"ahead":0,"chats":[]}'])(
    '%j is refused, and left as it is',
    async (text) => {
      const file = join(createTempFolder(), 'state.json');
      writeFileSync(file, text);
      await expect(readSnapshot(file)).rejects.toMatchObject({ code: 'state-unreadable', category: 'input' });
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('tells when it cannot be written', async () => {
    const errors: string[] = [];
    const { sandbox } = openPerson();
    const kept = keepState(join(createTempFolder(), 'no', 'such', 'folder.json'), sandbox, ({ code }) =>
      errors.push(code),
    );
    await expect(kept.close()).rejects.toMatchObject({ code: 'state-unwritable' });
    expect(errors).toContain('state-unwritable');
  });
});
