import type { ApiKey } from "./auth";

/** The one merchant of this emulator and what it accepts. */
export type Settings = {
  /** Where the hosted page is reached, without a trailing slash. */
  publicUrl: string;
  tradingName: string;
  merchantId: string;
  accountId: string;
  cardSchemes: string[];
  wallets: string[];
  /** None: any well-formed sandbox key opens everything. */
  apiKeys: readonly ApiKey[];
  webhookTimeoutMs: number;
  /** Waits between tries of a webhook, in ms: one try more than there are waits. */
  webhookGapsMs: number[];
  /** How long the slow test card's bank takes. */
  slowIssuerMs: number;
};

export const DEFAULT_SETTINGS: Settings = {
  publicUrl: "http://127.0.0.1:4000",
  tradingName: "Emulated Merchant",
  merchantId: "771402011592305",
  accountId: "acc_4z3k2xP17e1JQY",
  cardSchemes: ["VISA", "MASTERCARD", "MAESTRO", "AMEX"],
  wallets: ["APPLE_PAY", "GOOGLE_PAY"],
  apiKeys: [],
  webhookTimeoutMs: 10_000,
  webhookGapsMs: [1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000],
  slowIssuerMs: 10_000,
};
