// What tests written in TypeScript use of this folder (its types are in stack.d.mts).
export { ensureBuilt } from "./build.mjs";
export { startEmulator, tsx } from "./emulator.mjs";
export { withoutDotEnv } from "./environment.mjs";
export { ensureGenerated } from "./generate.mjs";
export { endLeftovers, noteOf, recordProcess } from "./leftovers.mjs";
export { freePort, isFree } from "./ports.mjs";
export { startPostgres } from "./postgres.mjs";
export { removePostgresData } from "./postgres-place.mjs";
export { commandLineOf, identityOf, parentOf } from "./process-identity.mjs";
export { root } from "./root.mjs";
export { localSecrets } from "./secrets.mjs";
export { shopCommand } from "./shop.mjs";
export { shopEnvironment } from "./shop-environment.mjs";
export { startSubscribedEmulator } from "./subscribed-emulator.mjs";
export { openTestRun, prepareTestRun } from "./test-run.mjs";
export { startTestShop } from "./test-shop.mjs";
export { waitUntilAnswers } from "./wait-until-answers.mjs";
