/** Six letters at least: shorter ones turn up in random text too. */
const LONG_WORD =
  /secret|change.?me|change.?this|example|default|password|passphrase|placeholder|replace|insecure|sample|qwerty|asdfgh/i;
/** Only alone and in one case, for the same reason. */
const SHORT_WORD =
  /(?<![A-Za-z0-9])(test|todo|demo|local|dummy|your|TEST|TODO|DEMO|LOCAL|DUMMY|YOUR)(?![A-Za-z0-9])/;
const FEWEST_CHARACTERS = 10;

/**
 * Why nobody should rely on it, or null. Random text is no proof of anything, so this finds only what is certainly not
 * random: words of examples, few characters, repetition and the alphabet. `openssl rand` passes, as base64 and as hex.
 */
export function weaknessOf(secret: string): string | null {
  if (LONG_WORD.test(secret) || SHORT_WORD.test(secret)) return "looks like a placeholder";
  if (new Set(secret).size < FEWEST_CHARACTERS) return "is made of too few different characters";
  const threes = Array.from({ length: secret.length - 2 }, (_, at) => secret.slice(at, at + 3));
  if (new Set(threes).size < 0.7 * threes.length) return "repeats itself";
  const isStep = (at: number) => Math.abs(secret.charCodeAt(at + 1) - secret.charCodeAt(at)) === 1;
  const steps = threes.filter((_, at) => isStep(at)).length;
  return steps > threes.length / 2 ? "is a sequence" : null;
}
