import { compareWithSandbox } from '../support/compare-with-sandbox.js';

/** `validate.ts [cases] [seed]`: the long differential run of the rules against the sandbox. */
const cases = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31));
console.log(`seed ${seed}, ${cases} payloads`);
const { refused, codes, disagreements } = await compareWithSandbox(seed, cases);
for (const [code, count] of [...codes].sort(([a], [b]) => a - b)) console.log(`  code ${code}: ${count}`);
console.log(`  refused: ${refused} (${((100 * refused) / cases).toFixed(1)} %)`);
for (const { why, text } of disagreements.slice(0, 10)) console.log(`  passed over: ${why}\n    ${text}`);
const rare = [301, 302, 303, 304, 305].filter((code) => (codes.get(code) ?? 0) < cases / 100);
if (rare.length > 0) console.log(`  too rare to prove anything: ${rare.join(', ')}`);
console.log(`  disagreements: ${disagreements.length}`);
process.exitCode = disagreements.length > 0 || rare.length > 0 || refused < 0.3 * cases ? 1 : 0;
