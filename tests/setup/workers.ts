/** How many test files run side by side: the machines have two cores. */
export const WORKERS = 3;
