/** Chances that can be drawn again: the same seed gives the same draws (mulberry32). */
export type Random = ReturnType<typeof seeded>;

export function seeded(seed: number) {
  let state = seed >>> 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + draw() * (to - from);
  return {
    chance: (probability: number) => draw() < probability,
    between,
    /** A whole number from `from` to `to`, both included. */
    whole: (from: number, to: number) => Math.floor(between(from, to + 1)),
    pick: <T>(choices: readonly [T, ...T[]] | readonly T[]): T => {
      const chosen = choices[Math.floor(draw() * choices.length)];
      if (chosen === undefined) throw new Error("there is nothing to choose from");
      return chosen;
    },
    /** For somebody who draws on their own, in whatever order the others do. */
    fork: () => seeded(Math.floor(draw() * 4_294_967_296)),
  };
}
