import { playSeeds } from "./play-seeds";

playSeeds("surplus money is for a person", 1);
