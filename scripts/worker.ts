import { tasks } from "@/lib/jobs/tasks";
import { serveWorker } from "./lib/serve-worker";

await serveWorker(tasks, { withParent: process.argv.includes("--with-parent") });
