import type { Intent, SetupIntent } from "../entities";
import type { IntentRequest } from "../schemas/payment-intent";
import type { Settings } from "../settings";
import type { World } from "../world";

const NO_SESSION = "0001-01-01T00:00:00Z";

/** An intent as the API shows it, extras of the published examples included; the secret is only in the link. */
export function presentIntent(world: World, intent: Intent) {
  const { customer, ...asked } = intent.request;
  const { settings } = world;
  return {
    id: intent.id,
    captureMode: asked.captureMode ?? "Auto",
    cardHolderNotPresent: asked.cardHolderNotPresent ?? false,
    clientSessionSecret: intent.clientSession?.secret,
    clientSessionSecretExpirationDate: intent.clientSession?.expireAt ?? NO_SESSION,
    paymentDetails: intent.paymentDetails,
    status: intent.status,
    paymentMethods: paymentMethods(intent),
    amount: asked.amount,
    tipsAmount: asked.tipsAmount,
    requestedAmount: intent.requestedAmount,
    totalAmount: intent.totalAmount,
    refundedAmount: intent.refundedAmount,
    customer: customer && {
      id: customer.id,
      emailAddress: customer.emailAddress,
      phoneNumber: customer.phoneNumber,
    },
    requestSecurity: asked.requestSecurity,
    billingAddress: asked.billingAddress,
    shippingDetails: asked.shippingDetails,
    createdAt: intent.createdAt,
    updatedAt: intent.updatedAt,
    reference: asked.reference,
    description: asked.description,
    itemLines: (asked.itemLines ?? []).map(({ caption, ...line }) => ({ name: caption, ...line })),
    taxLines: asked.taxLines ?? [],
    actionLink: asked.actionLink,
    ...presentMerchant(settings, asked.config),
    paymentSource: "api",
    autoExpireAction: asked.autoExpireAction,
    expireAt: intent.expireAt,
    autoExpireIn: asked.autoExpireIn,
    metadata: asked.metadata,
    orderDetails: asked.orderDetails,
    setupIntentId: asked.setupIntentId,
    cashbackAmount: asked.cashbackAmount,
    serviceChargeAmount: asked.serviceChargeAmount,
    paymentEvents: intent.paymentEvents,
    paymentLink: paymentLink(world, intent),
    terminalSessionHistory: [],
    captures: (intent.captures ?? []).map((capture) => ({ ...capture, status: "Successful" })),
  };
}

/** What both kinds of intent say about the merchant and the hosted page. */
export function presentMerchant(settings: Settings, config: IntentRequest["config"]) {
  return {
    merchantConfig: {
      supportedPaymentMethods: { cardSchemes: settings.cardSchemes, wallets: settings.wallets },
    },
    config: { ...config, branding: {}, tradingName: settings.tradingName },
  };
}

/** Dojo's default when a request names none is the card form alone. */
export function paymentMethods({ request }: Pick<Intent | SetupIntent, "request">): string[] {
  const asked = request.paymentMethods ?? [];
  return asked.length > 0 ? asked : ["Card"];
}

/** `cid`, `csc` and `cpm` as in the published link; only those that apply. */
function paymentLink(world: World, intent: Intent): string {
  const customer = intent.request.customer;
  const query = new URLSearchParams();
  if (customer?.id) query.set("cid", customer.id);
  if (intent.customerSecret) query.set("csc", intent.customerSecret);
  if (customer?.savedCardId) query.set("cpm", customer.savedCardId);
  const text = query.toString();
  return `${world.settings.publicUrl}/checkout/${intent.id}${text && "?"}${text}`;
}
