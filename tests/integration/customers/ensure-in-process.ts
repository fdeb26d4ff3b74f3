import { claimTimes } from "@/lib/customers/claim-times";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { db } from "@/lib/db/client";

// One checkout in a process of its own, to be stopped or killed: the shopper comes as the argument.
const { user, times } = JSON.parse(process.argv[2] ?? "");
Object.assign(claimTimes, times);
process.stdout.write(`id ${await ensureDojoCustomer(user)}\n`);
await db().$disconnect();
