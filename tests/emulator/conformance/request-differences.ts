import type { Difference } from "./rules";

const ANY_NUMBER = "at least -9007199254740991";

/**
 * Rules of request bodies that one side has and the other has not, by operation and place. Three rules of the
 * emulator cannot be seen in a schema and have cases instead: links are http or https, a webhook's address is https
 * or this machine, and an event is one of those that are known.
 */
export const REQUEST_DIFFERENCES: Difference[] = [
  {
    where: /currencyCode$/,
    description: ["minLength 1", "maxLength 10"],
    emulator: ["one of GBP, EUR"],
    why: "the guides name these two",
  },
  {
    where: /^PaymentIntents_(Create\w+|SetCustomAmount) amount\.value$/,
    description: [ANY_NUMBER],
    emulator: ["at least 1"],
    why: "a shopper cannot be asked to pay nothing",
  },
  {
    where: /^(Captures|Refunds)_Create amount$/,
    description: [ANY_NUMBER],
    emulator: ["at least 1"],
    why: "no money can move by nothing",
  },
  {
    where: /^(Captures_Create tipsAmount|PaymentIntents_\w+ (tips|cashback|serviceCharge)Amount\.value)$/,
    description: [ANY_NUMBER],
    emulator: ["at least 0"],
    why: "what comes on top takes nothing away",
  },
  {
    where: / (itemLines\[\]\.caption|transactionSource)$/,
    description: [],
    emulator: ["optional", "type string", "maxLength 100", "one of MOTO"],
    why: "clients of version 2022-04-07 send them",
  },
  {
    where: / (paymentMethods\[\]|merchantInitiatedTransactionType)$/,
    description: [],
    emulator: ["one of Card, Wallet, SavedCard", "one of NoShow, Unscheduled"],
    why: "the description lists them in its text",
  },
  {
    where: / (expireAt|startDate|endDate|orderDetails\.availabilityDate)$/,
    description: ["format date-time"],
    emulator: ["pattern"],
    why: "published examples leave out the zone",
  },
  {
    where: / autoExpireIn$/,
    description: ["format timespan"],
    emulator: ["pattern"],
    why: "a pattern says what a timespan is",
  },
  {
    where: / cursor\.(before|after)$/,
    description: [],
    emulator: ["maxLength 200"],
    why: "as the cursors of customers have it",
  },
  {
    where: / emails(\[\])?$/,
    description: [],
    emulator: ["minItems 1", "format email"],
    why: "a receipt has somewhere to go",
  },
  {
    where: /^Webhooks_\w+ events$/,
    description: [],
    emulator: ["minItems 1"],
    why: "a webhook for no event is a mistake",
  },
  {
    where: /^Webhooks_\w+ url$/,
    description: ["pattern"],
    emulator: [],
    why: "http is taken for this machine itself",
  },
  {
    where: / (actionLink\.)?url$/,
    description: ["minLength 1"],
    emulator: [],
    why: "no URI is that short",
  },
];
