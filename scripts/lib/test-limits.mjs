/** Tests are more eager than any shopper. What the limits do is tested where they are set to less. */
export const testLimits = { LIMIT_PAYMENTS: "100000", LIMIT_CARD_LISTS: "100000" };
