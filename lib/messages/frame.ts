/** What stands on every page. */
export const frameWords = {
  skip: "Skip to content",
  main: "Main",
  signIn: "Sign in",
  account: "Account",
  orders: "Orders",
  cards: "Cards",
  signOut: "Sign out",
  basket: "Basket",
  basketHolds: (count: number) =>
    `Basket, ${count === 0 ? "empty" : count === 1 ? "1 item" : `${count} items`}`,
  about: "Everyday ceramics, loose tea and a few tools for both.",
  smallPrint: "Prices include VAT. Cards are handled on Dojo’s secure page and never pass through this shop.",
  testMode: "Test mode",
  testModeMeans: "No real money moves.",
} as const;
