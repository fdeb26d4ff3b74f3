type ResetMail = { shop: string; email: string; link: string; minutes: number };

/** Without the account's name: whoever opens an account with another's address could have us send any words there. */
export function resetMail({ shop, email, link, minutes }: ResetMail) {
  return {
    subject: `Choose a new password for ${shop}`,
    text: `Somebody asked for a new password for the account ${email} at ${shop}.

If that was you, choose it here:

${link}

The link works once, for ${minutes} minutes. Using it ends all others.

If it was not you, there is nothing to do: your password stays as it is, and nobody
can change it without this link.

${shop}
${new URL(link).origin}
`,
  };
}
