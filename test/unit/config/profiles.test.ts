import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeConfig } from '../../../src/config/describe-config.js';
import { type ConfigHome, createConfigHome } from './config-home.js';

let place: ConfigHome;
beforeEach(() => {
  place = createConfigHome();
});
afterEach(() => place.remove());

const USER = {
  from: 'user-base',
  validity: '1h',
  profiles: { work: { from: 'user-work', timeout: '9s' }, play: { from: 'user-play' } },
};

describe('profiles', () => {
  it('lie on the plain values of their file, and below the project’s, when a file chooses them', async () => {
    place.write('.config/cmtelegram/config.json', { ...USER, profile: 'work' });
    place.write('project/.cmtelegramrc', { from: 'project-base' });
    const config = await place.load();
    expect(config.profile).toBe('work');
    expect(config.profiles).toEqual(['play', 'work']);
    expect(config.settings).toMatchObject({ from: 'project-base', timeout: 9000, validity: '1h' });
    expect(config.origins.timeout).toMatchObject({ kind: 'user-file', profile: 'work' });
    expect(config.origins.profile).toMatchObject({ kind: 'user-file', line: 1 });
  });

  it.each([
    ['--profile', { profile: 'play' }],
    ['CMTG_PROFILE', { env: { CMTG_PROFILE: 'play' } }],
  ])('outrank the plain values of every file when %s chooses them', async (name, input) => {
    place.write('.config/cmtelegram/config.json', { ...USER, profile: 'work' });
    place.write('project/.cmtelegramrc', { from: 'project-base', profile: 'work' });
    const config = await place.load(input);
    expect(config.settings.from).toBe('user-play');
    expect(config.origins.profile).toMatchObject({ name });
    expect(describeConfig(config)[0]).toMatchObject({ key: 'profile', value: 'play' });
  });

  it('of the project lie on the user’s profile of the same name', async () => {
    place.write('.config/cmtelegram/config.json', USER);
    place.write('project/.cmtelegramrc', { profiles: { work: { from: 'project-work' } } });
    const config = await place.load({ profile: 'work' });
    expect(config.settings).toMatchObject({ from: 'project-work', timeout: 9000 });
  });

  it('are below the environment and flags', async () => {
    place.write('.config/cmtelegram/config.json', USER);
    const config = await place.load({ profile: 'work', env: { CMTG_FROM: 'env' }, flags: { timeout: '1s' } });
    expect(config.settings).toMatchObject({ from: 'env', timeout: 1000 });
  });

  it('are named when the chosen one does not exist', async () => {
    place.write('.config/cmtelegram/config.json', USER);
    await expect(place.load({ profile: 'wrok' })).rejects.toMatchObject({
      category: 'usage',
      code: 'unknown-profile',
      hint: 'Did you mean “work”? Defined: play, work.',
    });
    await expect(place.load({ env: { CMTG_PROFILE: 'zzz' } })).rejects.toMatchObject({ category: 'config' });
  });

  it('may not choose or hold profiles', async () => {
    place.write('project/.cmtelegramrc', { profiles: { work: { profile: 'x', profiles: {} } } });
    const { warnings } = await place.load();
    expect(warnings.map(({ code }) => code)).toEqual(['unknown-key', 'unknown-key']);
  });
});
