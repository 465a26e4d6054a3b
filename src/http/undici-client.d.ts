// undici publishes no types for its inner modules. This path is its `Client` alone: importing the package's front door
// costs a third more start-up time (docs/decisions/0002-undici-internal-client.md). The version is pinned exactly.
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  // biome-ignore lint/style/noDefaultExport: it is a CommonJS module, so Node gives it a default export only.
  export default Client;
}
