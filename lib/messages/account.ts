/** What every form of the account may have to say. */
export const accountProblems = {
  signedOut: "You were signed out. Sign in and carry on: what you typed is kept.",
} as const;
