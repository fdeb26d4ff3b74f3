import { openDatabase } from "@/lib/db/client";
import { setting } from "./setting";

let opened: ReturnType<typeof openDatabase> | undefined;

/** The file's database as its owner: for what the shop's own role may not do, as moving the clock or changing tables. */
export function owner(): ReturnType<typeof openDatabase> {
  opened ??= openDatabase(setting("TEST_OWNER_URL"));
  return opened;
}
