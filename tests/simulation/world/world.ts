import { DojoError } from "@/lib/dojo/errors";
import { Random } from "../../setup/random";
import type { Design } from "../design";
import { type Ending, Process, type Task } from "../engine/process";
import { Timetable } from "../engine/timetable";
import { Watch } from "../invariants/watch";
import { Database, DatabaseBusy } from "./database";
import { Dojo } from "./dojo";
import { Network } from "./network";
import { HEALED, noCounts, type Odds, TROUBLE } from "./odds";
import { deliverEvent } from "./webhooks";

const START_MS = Date.UTC(2026, 2, 1, 10);

/** One seed's world: a Dojo, a database, processes of the shop that may die, and what has been seen of them. */
export class World {
  readonly random: Random;
  readonly time = new Timetable(START_MS);
  readonly counts = noCounts();
  readonly database: Database;
  readonly dojo: Dojo;
  readonly network: Network;
  readonly watch: Watch;
  readonly shops: Process[];
  readonly worker: Process;
  odds: Odds = TROUBLE;
  private ids = 0;

  constructor(
    readonly seed: number,
    readonly design: Design,
    recording: boolean,
  ) {
    this.random = new Random(seed);
    this.database = new Database(design.onePayableIndex);
    this.dojo = new Dojo(this.time, this.random, {
      onChange: (intent) => this.watch.dojoChanged(intent),
      onEvent: (intent, eventId) => deliverEvent(this, intent, eventId),
    });
    this.watch = new Watch(this, recording);
    const allowSending = () => this.watch.providerCalled();
    this.network = new Network(this.time, this.random, () => this.odds, this.counts, allowSending);
    this.shops = ["shop-1", "shop-2", "shop-3"].map((name) => this.newProcess(name));
    this.worker = this.newProcess("worker");
  }

  /** 22 characters, as `isOpaqueId` wants them. */
  newId(kind: string): string {
    this.ids += 1;
    return `${kind}_`.padEnd(16, "0") + String(this.ids).padStart(6, "0");
  }

  /** One statement or transaction of the real code: all of it or nothing, after a moment on the way. */
  *transaction<T>(work: (database: Database) => T): Task<T> {
    yield this.random.between(1, 12);
    if (this.random.chance(this.odds.busy)) throw new DatabaseBusy("no lock in time");
    this.database.inTransaction = true;
    try {
      return work(this.database);
    } finally {
      this.database.inTransaction = false;
      this.watch.committed();
    }
  }

  /** A browser's request to whichever process is up; the browser hears nothing when that process dies. */
  request<T>(task: Task<T>, end: (ending: Ending<T>) => void): void {
    const up = this.shops.filter((shop) => shop.isUp());
    if (up.length === 0) end({ kind: "crashed" });
    else this.random.pick(up).start(task, end);
  }

  private newProcess(name: string): Process {
    return new Process(name, this.time, this.random, {
      crash: () => this.odds.crash,
      freeze: () => this.odds.freeze,
      onStep: () => {
        this.counts.steps += 1;
      },
      onCrash: () => {
        this.counts.crashes += 1;
        this.watch.note(null, "crash", name);
      },
      isExpected: (error) => error instanceof DojoError || error instanceof DatabaseBusy,
    });
  }

  heal(): void {
    this.odds = HEALED;
    for (const process of [...this.shops, this.worker]) process.crash(0);
  }
}
