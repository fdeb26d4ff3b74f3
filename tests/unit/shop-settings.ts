/** Settings that a shop needs to open, for code that reads them; import this before the first use of `env()`. */
export const settings = {
  DATABASE_URL: "postgresql://shop@127.0.0.1:5432/shop",
  SHOP_URL: "http://localhost:3000",
  DOJO_API_KEY: "sk_sandbox_unit_0123456789",
  DOJO_API_URL: "https://api.dojo.tech",
  DOJO_CHECKOUT_ORIGIN: "https://pay.dojo.tech",
  DOJO_WEBHOOK_SECRETS: "unit-webhook-secret",
  NEXTAUTH_SECRET: "unit-nextauth-secret-0123456789abcdef",
  APP_SECRET: "unit-app-secret-0123456789abcdefghijkl",
} as const;

Object.assign(process.env, settings);
