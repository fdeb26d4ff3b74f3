-- What Prisma's schema cannot say: the comparison with Dojo asks for payments of the last days that hold or may hold
-- money, and the tidying for baskets of nobody.
CREATE INDEX "PaymentAttempt_compared" ON "PaymentAttempt"("createdAt") WHERE "state" IN ('OPEN', 'CAPTURED');
CREATE INDEX "Basket_of_guests" ON "Basket"("createdAt") WHERE "userId" IS NULL;
