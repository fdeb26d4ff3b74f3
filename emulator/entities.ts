import type { Money } from "./schemas/common";
import type { CustomerDetails } from "./schemas/customer";
import type { IntentRequest, IntentStatus } from "./schemas/payment-intent";
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
  eventType: "Authorized" | "Captured" | "Refunded" | "AuthChallenged" | "Declined";
  authCode: string;
  cardNumber: string;
  expiryDate: string;
  cardType: string;
  cardholderName: string;
  paymentMethodId: string;
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

export type Intent = {
  id: string;
  seq: number;
  /** As asked for, without the customer's secret. */
  request: IntentRequest;
  customerSecret?: string;
  totalAmount: Money;
  status: IntentStatus;
  cancelledBy?: "merchant" | "expiry";
  createdAt: string;
  updatedAt: string;
  expireAt: string;
  refundedAmount: number;
  paymentDetails?: PaymentDetails;
  paymentEvents: PaymentEvent[];
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
  fingerprint: string;
  createdAt: string;
};

export type WebhookSecret = { id: string; value: string; createdAt: string; isActive: boolean };

export type Subscription = {
  id: string;
  seq: number;
  events: EventName[];
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

/** A card payment that waits for the shopper on the 3-D Secure page. */
export type Challenge = {
  id: string;
  paymentIntentId: string;
  token: string;
  expiryDate: string;
  name: string;
  save: boolean;
  savedCardId?: string;
  transactionId: string;
};

/** The clock's distance from real time. */
export type Setting = { id: "clock"; offsetMs: number };
