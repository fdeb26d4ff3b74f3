-- Time that money depends on is the database's: one clock for every process. A row in "ClockOffset"
-- moves it in tests; a real shop has none (start-up refuses one beside a production key).
CREATE SEQUENCE order_number_seq START 100001;
CREATE FUNCTION order_number() RETURNS text LANGUAGE sql VOLATILE
  AS $$ SELECT nextval('order_number_seq')::text $$;

CREATE TABLE "ClockOffset" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offsetMs" BIGINT NOT NULL,

    CONSTRAINT "ClockOffset_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ClockOffset_one_row" CHECK ("id" = 1)
);
CREATE FUNCTION shop_now() RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT now() + coalesce((SELECT "offsetMs" FROM "ClockOffset" WHERE "id" = 1), 0) * interval '1 millisecond' $$;

-- CreateEnum
CREATE TYPE "DojoCustomerState" AS ENUM ('CLAIMED', 'SENT', 'READY');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('AWAITING_PAYMENT', 'CANCELLING', 'PAID', 'CANCELLED', 'EXPIRED', 'PARTLY_REFUNDED', 'REFUNDED', 'REVIEW');

-- CreateEnum
CREATE TYPE "AttemptState" AS ENUM ('SENDING', 'OPEN', 'CAPTURED', 'CANCELED', 'REVERSED', 'REFUNDED', 'ABANDONED', 'REFUSED');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "preferredCardId" TEXT,
    "preferredDecidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DojoCustomer" (
    "userId" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "marker" TEXT NOT NULL,
    "state" "DojoCustomerState" NOT NULL,
    "customerId" TEXT,
    "fence" INTEGER NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "DojoCustomer_pkey" PRIMARY KEY ("userId","account")
);

-- CreateTable
CREATE TABLE "Product" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "priceMinor" INTEGER NOT NULL,
    "stock" INTEGER NOT NULL,
    "art" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Basket" (
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Basket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BasketLine" (
    "basketId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BasketLine_pkey" PRIMARY KEY ("basketId","productId")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL DEFAULT order_number(),
    "userId" TEXT NOT NULL,
    "basketId" TEXT,
    "status" "OrderStatus" NOT NULL,
    "currency" TEXT NOT NULL,
    "subtotalMinor" INTEGER NOT NULL,
    "deliveryMinor" INTEGER NOT NULL,
    "totalMinor" INTEGER NOT NULL,
    "clickToken" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "paidAt" TIMESTAMPTZ(3),
    "paidAttemptId" TEXT,
    "reviewReason" TEXT,
    "preferNewCard" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderLine" (
    "orderId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "unitMinor" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "OrderLine_pkey" PRIMARY KEY ("orderId","productId")
);

-- CreateTable
CREATE TABLE "PaymentAttempt" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "state" "AttemptState" NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "intentId" TEXT,
    "customerId" TEXT,
    "savedCardId" TEXT,
    "sealedLink" TEXT,
    "linkUsableUntil" TIMESTAMPTZ(3),
    "dojoStatus" TEXT,
    "resultCode" INTEGER,
    "refundedMinor" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "PaymentAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "accountId" TEXT,
    "intentId" TEXT,
    "body" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "processedAt" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "outcome" TEXT,

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "DojoCustomer_account_customerId_key" ON "DojoCustomer"("account", "customerId");

-- CreateIndex
CREATE UNIQUE INDEX "DojoCustomer_marker_key" ON "DojoCustomer"("marker");

-- CreateIndex
CREATE UNIQUE INDEX "Product_slug_key" ON "Product"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Basket_userId_key" ON "Basket"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Order_paidAttemptId_key" ON "Order"("paidAttemptId");

-- CreateIndex
CREATE INDEX "Order_userId_createdAt_idx" ON "Order"("userId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Order_userId_clickToken_key" ON "Order"("userId", "clickToken");

-- CreateIndex
CREATE INDEX "OrderLine_productId_idx" ON "OrderLine"("productId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_reference_key" ON "PaymentAttempt"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_intentId_key" ON "PaymentAttempt"("intentId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_orderId_ordinal_key" ON "PaymentAttempt"("orderId", "ordinal");

-- AddForeignKey
ALTER TABLE "DojoCustomer" ADD CONSTRAINT "DojoCustomer_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Basket" ADD CONSTRAINT "Basket_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BasketLine" ADD CONSTRAINT "BasketLine_basketId_fkey" FOREIGN KEY ("basketId") REFERENCES "Basket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BasketLine" ADD CONSTRAINT "BasketLine_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_basketId_fkey" FOREIGN KEY ("basketId") REFERENCES "Basket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- Money and quantities are whole minor units and never negative.
ALTER TABLE "Product" ADD CONSTRAINT "Product_money" CHECK ("priceMinor" > 0 AND "stock" >= 0);
ALTER TABLE "BasketLine" ADD CONSTRAINT "BasketLine_quantity" CHECK ("quantity" BETWEEN 1 AND 99);
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_money" CHECK ("quantity" BETWEEN 1 AND 99 AND "unitMinor" > 0);
ALTER TABLE "Order" ADD CONSTRAINT "Order_money"
  CHECK ("subtotalMinor" > 0 AND "deliveryMinor" >= 0 AND "totalMinor" = "subtotalMinor" + "deliveryMinor");

-- A customer id exists exactly when the claim is settled.
ALTER TABLE "DojoCustomer" ADD CONSTRAINT "DojoCustomer_ready_has_id"
  CHECK (("state" = 'READY') = ("customerId" IS NOT NULL));

-- One payable order per basket, one payable intent per order: two tabs meet here, not at the till.
CREATE UNIQUE INDEX "Order_one_live_per_basket" ON "Order"("basketId")
  WHERE "status" IN ('AWAITING_PAYMENT', 'CANCELLING');
CREATE UNIQUE INDEX "PaymentAttempt_one_payable_per_order" ON "PaymentAttempt"("orderId")
  WHERE "state" IN ('SENDING', 'OPEN');

-- The inbox's work list.
CREATE INDEX "WebhookEvent_unprocessed" ON "WebhookEvent"("nextTryAt") WHERE "processedAt" IS NULL;
