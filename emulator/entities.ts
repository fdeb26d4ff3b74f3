import type { Money } from "./schemas/common";
import type { CustomerDetails } from "./schemas/customer";
import type { IntentRequest, IntentStatus } from "./schemas/payment-intent";
import type { SetupIntentRequest, SetupIntentStatus } from "./schemas/setup-intent";
import type { EventName } from "./schemas/webhook";

/** What is stored. Times are ISO strings in UTC; amounts are minor units. `seq` keeps the order of creation. */
export type Customer = CustomerDetails & {
  id: string;
  seq: number;
  createdAt: string;
  updatedAt: string;
  documentVersion: number;
};

/** Its id is the secret itself. */
export type CustomerSecret = { id: string; customerId: string; createdAt: string; expireAt: string };

/** Never the number of the card: its token finds the test card again. */
export type SavedCard = {
  id: string;
  seq: number;
  customerId: string;
  token: string;
  pan: string;
  expiryDate: string;
  scheme: string;
  name: string;
};

export type PaymentEvent = {
  transactionId: string;
  transactionDateTime: string;
  eventType: "Authorized" | "Captured" | "Reversed" | "Refunded" | "AuthChallenged" | "Declined";
  authCode: string;
  cardNumber: string;
  expiryDate: string;
  cardType: string;
  cardholderName: string;
  paymentMethodId: string;
};

export type DeclineReason =
  | "declined"
  | "securityCode"
  | "insufficientFunds"
  | "referred"
  | "threeDSecure"
  | "expired";

/** Why the last refused attempt was refused: for the shopper alone, since the API documents no reasons. */
type Decline = {
  transactionId: string;
  reason: DeclineReason;
  /** The saved card that was tried, or "new". */
  method: string;
  /** Whether the card was to be saved. */
  save?: boolean;
};

export type PaymentDetails = {
  transactionId: string;
  transactionDateTime: string;
  message: string;
  paymentMethodId?: string;
  authCode: string;
  card: {
    cardNumber: string;
    cardName: string;
    expiryDate: string;
    cardType: string;
    cardFundingType: string;
    last4PAN: string;
  };
};

/** Opens Dojo's card components to a browser; nothing in this program asks for it back. */
export type ClientSession = { secret: string; expireAt: string };

/** Part of a held amount that was taken; both figures in minor units. */
export type Capture = { id: string; amount: number; tipsAmount?: number; createdAt: string };

export type Intent = {
  id: string;
  seq: number;
  /** As asked for and as changed since, without the customer's secret. */
  request: IntentRequest;
  customerSecret?: string;
  clientSession?: ClientSession;
  /** The first amount, once it was changed. */
  requestedAmount?: Money;
  totalAmount: Money;
  status: IntentStatus;
  cancelledBy?: "merchant" | "expiry";
  createdAt: string;
  updatedAt: string;
  expireAt: string;
  refundedAmount: number;
  paymentDetails?: PaymentDetails;
  paymentEvents: PaymentEvent[];
  lastDecline?: Decline;
  /** Only of an intent that is captured by hand. */
  captures?: Capture[];
};

/** A card kept for charges that the merchant makes later, without the shopper. */
export type SetupIntent = {
  id: string;
  seq: number;
  request: SetupIntentRequest;
  status: SetupIntentStatus;
  clientSession: ClientSession;
  createdAt: string;
  updatedAt: string;
  expireAt?: string;
  /** The test card that was entered. */
  card?: { token: string; expiryDate: string; name: string };
  paymentDetails?: PaymentDetails;
  setupEvents: PaymentEvent[];
};

export type Refund = {
  id: string;
  seq: number;
  paymentIntentId: string;
  amount: number;
  refundReason?: string;
  notes?: string;
  /** Absent for a refund made in Dojo's portal, where nothing can be repeated by accident. */
  idempotencyKey?: string;
  /** The request in one canonical text, to tell a repeat from another refund under the same key. */
  fingerprint?: string;
  createdAt: string;
};

export type WebhookSecret = { id: string; value: string; createdAt: string; isActive: boolean };

export type Subscription = {
  id: string;
  seq: number;
  events: string[];
  url: string;
  description?: string;
  secrets: WebhookSecret[];
  createdAt: string;
  updatedAt: string;
};

export type DeliveryAttempt = { at: string; status: number | null; error?: string };

export type Delivery = {
  id: string;
  seq: number;
  subscriptionId: string;
  eventId: string;
  event: EventName;
  url: string;
  body: string;
  state: "pending" | "delivered" | "failed" | "dropped";
  attempts: DeliveryAttempt[];
  /** Present while pending. */
  nextAttemptAt?: string;
};

/** A card payment that is not decided yet. Never the number of the card: its token finds the test card again. */
type OpenPayment = {
  id: string;
  paymentIntentId: string;
  token: string;
  expiryDate: string;
  name: string;
  save: boolean;
  savedCardId?: string;
  transactionId: string;
};

/** It waits for the shopper on the 3-D Secure page. */
export type Challenge = OpenPayment;

/** It waits for a slow bank until `dueAt`. Its id is the intent's: an intent has one at most. */
export type PendingPayment = OpenPayment & { dueAt: string };

/** The clock's distance from real time. */
export type Setting = { id: "clock"; offsetMs: number };
