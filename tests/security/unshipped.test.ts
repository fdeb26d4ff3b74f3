import { describe, expect, test } from "vitest";
import { setting } from "../setup/setting";
import { visitor } from "./support/visitor";

describe("12. What is for making and testing only is not in the shop: the emulator's routes and Next's debug pages answer 404", () => {
  const paths = [
    ...[
      "/_emulator",
      "/_emulator/state",
      "/_emulator/journal",
      "/_emulator/faults",
      "/_emulator/intents",
      "/_faults",
    ],
    ...[
      "/customers",
      "/customers/cust_1",
      "/payment-intents",
      "/payment-intents/pi_1",
      "/setup-intents",
      "/webhooks",
      "/checkout/pi_1",
    ],
    ...[
      "/__nextjs_original-stack-frames",
      "/__nextjs_source-map",
      "/__nextjs_error_feedback",
      "/__nextjs_font/x.woff2",
      "/_next/webpack-hmr",
    ],
    ...[
      "/_next/mcp",
      "/_next/development/_devMiddlewareManifest.json",
      "/__nextjs_launch-editor",
      "/__nextjs_restart_dev",
      "/_next/trace",
    ],
    ...[
      "/debug",
      "/api/debug",
      "/api/test",
      "/api/seed",
      "/api/dev",
      "/metrics",
      "/status",
      "/graphql",
      "/phpinfo.php",
    ],
  ];

  test.each(paths)("%s", async (path) => {
    const who = visitor();
    expect((await who.get(path)).status).toBe(404);
    expect([404, 405]).toContain((await who.post(path, {})).status);
  });

  test("and can fail: the emulator itself does answer", async () => {
    expect((await fetch(`${setting("EMULATOR_URL")}/_emulator/state`)).status).toBe(200);
  });
});
