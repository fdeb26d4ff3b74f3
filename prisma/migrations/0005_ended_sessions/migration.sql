-- A session that was signed out ends everywhere a copy of its cookie may be, until it would have run out by itself.
CREATE TABLE "EndedSession" (
    "id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EndedSession_pkey" PRIMARY KEY ("id")
);
