-- Several links at a time: what a stranger asks for must not end the link its owner is about to use.
ALTER TABLE "PasswordReset" DROP CONSTRAINT "PasswordReset_pkey";
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("tokenHash");
DROP INDEX "PasswordReset_tokenHash_key";
CREATE INDEX "PasswordReset_userId_idx" ON "PasswordReset"("userId");
