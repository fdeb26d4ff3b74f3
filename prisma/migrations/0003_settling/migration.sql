-- CreateEnum
CREATE TYPE "OrderEnd" AS ENUM ('CANCELLED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "RefundState" AS ENUM ('REQUESTED', 'SENT', 'DONE', 'FAILED', 'REPLANNED');

-- CreateEnum
CREATE TYPE "RefundOrigin" AS ENUM ('OPERATOR', 'LATE', 'SURPLUS');

-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('WAITING', 'SENDING', 'DONE', 'UNKNOWN', 'FAILED');

-- An attempt whose outcome is unknown is looked for before another is made. What used to be abandoned counts as
-- not created: nobody was shown its link.
DROP INDEX "PaymentAttempt_one_payable_per_order";
CREATE TYPE "AttemptState_new" AS ENUM ('SENDING', 'OPEN', 'CAPTURED', 'CANCELED', 'REVERSED', 'REFUNDED', 'UNKNOWN', 'NOT_CREATED', 'REFUSED');
ALTER TABLE "PaymentAttempt" ALTER COLUMN "state" TYPE "AttemptState_new"
  USING (CASE "state"::text WHEN 'ABANDONED' THEN 'NOT_CREATED' ELSE "state"::text END::"AttemptState_new");
DROP TYPE "AttemptState";
ALTER TYPE "AttemptState_new" RENAME TO "AttemptState";

-- AlterTable
ALTER TABLE "DojoCustomer" ADD COLUMN     "tellAt" TIMESTAMPTZ(3),
ADD COLUMN     "tellTries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "checkAt" TIMESTAMPTZ(3),
ADD COLUMN     "closing" "OrderEnd",
ADD COLUMN     "endedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "PaymentAttempt" ADD COLUMN     "capturedMinor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "mismatch" TEXT,
ADD COLUMN     "sentAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "FormerMarker" (
    "marker" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),

    CONSTRAINT "FormerMarker_pkey" PRIMARY KEY ("marker")
);

-- CreateTable
CREATE TABLE "Refund" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "amountMinor" INTEGER NOT NULL,
    "state" "RefundState" NOT NULL DEFAULT 'REQUESTED',
    "origin" "RefundOrigin" NOT NULL,
    "requestKey" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "dojoRefundId" TEXT,
    "reason" TEXT,
    "refundedBeforeMinor" INTEGER,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "sentAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderEvent" (
    "id" BIGSERIAL NOT NULL,
    "orderId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "subject" TEXT NOT NULL,
    "which" TEXT,
    "from" TEXT,
    "to" TEXT NOT NULL,
    "amountMinor" INTEGER,
    "note" TEXT,

    CONSTRAINT "OrderEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "orderId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "OutboxState" NOT NULL DEFAULT 'WAITING',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("orderId","kind")
);

-- CreateTable
CREATE TABLE "Alert" (
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT shop_now(),
    "clearedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("kind","subject")
);

-- CreateTable
CREATE TABLE "TaskTurn" (
    "name" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TaskTurn_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "RateLimiterFlexible" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "RateLimiterFlexible_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Order_basketId_idx" ON "Order"("basketId");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_idempotencyKey_key" ON "Refund"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Refund_attemptId_idx" ON "Refund"("attemptId");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_orderId_requestKey_key" ON "Refund"("orderId", "requestKey");

-- CreateIndex
CREATE INDEX "OrderEvent_orderId_id_idx" ON "OrderEvent"("orderId", "id");

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "PaymentAttempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderEvent" ADD CONSTRAINT "OrderEvent_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

ALTER TABLE "Refund" ADD CONSTRAINT "Refund_money" CHECK ("amountMinor" > 0);
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_money"
  CHECK ("capturedMinor" >= 0 AND "refundedMinor" >= 0);

-- One payable intent per order, the unknown one included; one refund of an order under way at a time.
CREATE UNIQUE INDEX "PaymentAttempt_one_payable_per_order" ON "PaymentAttempt"("orderId")
  WHERE "state" IN ('SENDING', 'UNKNOWN', 'OPEN');
CREATE UNIQUE INDEX "Refund_one_sent_per_order" ON "Refund"("orderId") WHERE "state" = 'SENT';

-- The reconciler's work lists: what is settled is in none of them.
CREATE INDEX "Order_due" ON "Order"("checkAt") WHERE "checkAt" IS NOT NULL;
CREATE INDEX "Refund_due" ON "Refund"("nextTryAt") WHERE "state" IN ('REQUESTED', 'SENT');
CREATE INDEX "Outbox_due" ON "Outbox"("nextTryAt") WHERE "state" IN ('WAITING', 'SENDING');
CREATE INDEX "DojoCustomer_unsettled" ON "DojoCustomer"("leaseUntil") WHERE "state" <> 'READY';
CREATE INDEX "DojoCustomer_to_tell" ON "DojoCustomer"("tellAt") WHERE "tellAt" IS NOT NULL;

UPDATE "PaymentAttempt" SET "sentAt" = "createdAt";
UPDATE "Order" SET "closing" = 'CANCELLED' WHERE "status" = 'CANCELLING';
UPDATE "Order" SET "closing" = "status"::text::"OrderEnd", "endedAt" = "expiresAt" WHERE "status" IN ('CANCELLED', 'EXPIRED');
UPDATE "Order" SET "checkAt" = shop_now() WHERE "status" IN ('AWAITING_PAYMENT', 'CANCELLING');
UPDATE "PaymentAttempt" attempt SET "capturedMinor" = "totalMinor" FROM "Order"
  WHERE "Order"."id" = attempt."orderId" AND attempt."state" IN ('CAPTURED', 'REFUNDED');
