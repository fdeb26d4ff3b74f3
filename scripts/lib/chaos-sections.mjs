/** The sections of `npm run test:chaos`, in the order in which they run: each is a program that exits 1 when something is wrong. */
export const sections = {
  customer: "tests/chaos/customer.ts",
  crash: "tests/chaos/crash.ts",
  events: "tests/chaos/events.ts",
  faults: "tests/chaos/faults.ts",
  flood: "tests/chaos/flood.ts",
  fuzz: "tests/chaos/fuzz.ts",
  storm: "tests/chaos/storm.ts",
};
