#!/usr/bin/env node
// Only what must happen before the program exists: the compile cache, then the bundle, then the exit code.
import module from 'node:module';

module.enableCompileCache?.();
const { main } = await import('../dist/main.js');
process.exitCode = await main();
