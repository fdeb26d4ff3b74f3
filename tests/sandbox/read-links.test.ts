import { ask } from "./ask";
import { type Json, must, newSecret, newShopIntent } from "./dojo";

const parametersOf = (intent: Json) => new URL(intent.paymentLink).searchParams;
const fetchIntent = async (id: string) => (await must("GET", `/payment-intents/${id}`)).body;

ask("link-parameters", async () => {
  const { intent } = await newShopIntent();
  return [...parametersOf(intent).keys()].toSorted().join(", ") || "none";
});

ask("link-later", async () => {
  const { intent, secret } = await newShopIntent();
  const later = await fetchIntent(intent.id);
  if (!later.paymentLink) return "there is none";
  const held = parametersOf(later).get("csc");
  if (!held) return "without the secret";
  return held === secret ? "with the same secret" : "with another secret";
});

ask("link-after-newer-secret", async () => {
  const { intent, customerId, secret } = await newShopIntent();
  const newer = await newSecret(customerId);
  const later = await fetchIntent(intent.id);
  const held = later.paymentLink ? parametersOf(later).get("csc") : null;
  if (held === secret) return "the first secret";
  return held === newer ? "the newer secret" : held ? "a third secret" : "no secret";
});
