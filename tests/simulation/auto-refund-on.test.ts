import { playSeeds } from "./play-seeds";

playSeeds("surplus money goes back by itself", 0);
