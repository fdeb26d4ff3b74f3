/** What every form of the account may have to say. */
export const accountProblems = {
  signedOut: "You were signed out. Sign in and carry on: what you typed is kept.",
} as const;

/** Complaints that fit any line of text. */
export const inputProblems = {
  tooLong: (most: number) => `Use at most ${most} characters.`,
  control: "Use letters, numbers and signs on one line only.",
} as const;

export const addressWords = {
  title: "Delivery address",
  lead: "We deliver to addresses in the United Kingdom.",
  name: "Full name",
  line1: "Address line 1",
  line2: "Address line 2 (optional)",
  city: "Town or city",
  postcode: "Postcode",
  submit: "Save address",
} as const;

export const addressProblems = {
  nameMissing: "Enter the name of the person the parcel is for.",
  lineMissing: "Enter the first line of the address, for instance house number and street.",
  cityMissing: "Enter the town or city.",
  postcodeMissing: "Enter the postcode.",
  postcodeUnknown: "Enter a UK postcode, like SW1A 1AA.",
} as const;
