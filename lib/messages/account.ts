/** Complaints that fit any line of text. */
export const inputProblems = {
  tooLong: (most: number) => `Use at most ${most} characters.`,
  control: "Use letters, numbers and signs on one line only.",
} as const;

export const credentialProblems = {
  name: "Enter your name.",
  email: "Enter an email address like name@example.com.",
  emailTooLong: "Use an email address of at most 254 characters.",
  emailReserved: "Enter an email address that reaches you.",
  emailPlain: "Enter an email address in plain characters.",
  password: "Enter your password.",
  newPassword: "Enter a password of at least 8 characters.",
  passwordShort: "Use at least 8 characters.",
  passwordLong: "Use at most 128 characters.",
  passwordCommon: "This password is one of those that are tried first. Choose another.",
  passwordAddress: "Choose a password that is not your email.",
} as const;

export const passwordProblems = {
  "password-wrong": "That is not your current password.",
  "password-too-often": "Too many wrong passwords. Try again in fifteen minutes.",
} as const;

/** Labels that several forms share. */
export const fieldWords = {
  name: "Name",
  email: "Email",
  password: "Password",
  passwordHint: "At least 8 characters.",
  currentPassword: "Current password",
  newPassword: "New password",
} as const;

export const signInWords = {
  title: "Sign in",
  submit: "Sign in",
  forgotten: "Forgot your password?",
  newHere: "New here?",
  toSignUp: "Create an account",
  mismatch: "That email and password do not belong together. Check both and try again.",
  tooOften:
    "There were too many wrong passwords. Try again in fifteen minutes, or choose a new password by email: it works at once.",
  /** A form was cut short by the end of the session. */
  signedOut: {
    typed: "You were signed out. Sign in and carry on: what you typed is kept.",
    "nothing typed": "You were signed out, and nothing was changed. Sign in and carry on.",
  },
} as const;

export const signUpWords = {
  title: "Create account",
  lead: "For your orders, and to pay in seconds with a saved card.",
  submit: "Create account",
  haveOne: "Have an account?",
  toSignIn: "Sign in",
  forgotten: "Forgot your password?",
  emailTaken: "There is an account with this email already. Sign in instead.",
  tooOften: "Too many accounts were made from your connection. Try again in an hour.",
  isItYours: "You may have an account already.",
} as const;

export const forgotWords = {
  title: "Forgot your password?",
  lead: "Enter the email of your account. We send you a link to choose a new password.",
  submit: "Send the link",
  asked: {
    title: "Check your email",
    lead: (minutes: number) =>
      `If there is an account with that email, a link is on its way. It works for ${minutes} minutes.`,
    nothing: "Nothing there after a minute? Look in your junk folder, or ask again.",
    again: "Ask again",
  },
  toSignIn: "Back to sign in",
} as const;

export const resetWords = {
  title: "Choose a new password",
  lead: "Afterwards you are signed out everywhere, and sign in with the new one.",
  submit: "Change password",
  dead: {
    title: "This link does not work any more",
    lead: "It was used, it is too old, or the password was changed since.",
    again: "Send me a new link",
  },
} as const;

export const accountWords = {
  title: "Your account",
  back: "Your account",
  details: { title: "Details", change: "Change name or email" },
  address: {
    title: "Delivery address",
    none: "None yet. We ask for it when you buy.",
    add: "Add an address",
    change: "Change address",
  },
  cards: {
    title: "Cards",
    text: "Kept by Dojo. Choose the one you prefer, or remove one.",
    see: "Your cards",
  },
  orders: { title: "Orders", text: "What you bought, and whether it is paid.", see: "Your orders" },
  password: {
    title: "Password",
    text: "A new one signs out every other browser.",
    change: "Change password",
  },
  session: {
    title: "Signed in",
    text: "In this browser. Everywhere means every browser and phone, this one too.",
    here: "Sign out",
    everywhere: "Sign out everywhere",
  },
  deletion: {
    title: "Delete account",
    text: "Your details and cards go. We keep the orders you paid, without your name.",
    see: "Delete account",
  },
} as const;

export const detailsWords = {
  title: "Name and email",
  currentPasswordHint: "Needed only for another email.",
  submit: "Save details",
} as const;

export const detailsProblems = {
  "password-missing": "Enter your current password to change the email.",
  ...passwordProblems,
  "email-reserved": credentialProblems.emailReserved,
  "email-taken": "There is another account with this email.",
  "email-too-often": "The email was changed too often. Try again in an hour.",
  "email-is-password": "Choose an email that is not your password.",
} as const;

export const passwordWords = {
  title: "Change password",
  lead: "Every other browser you are signed in with is signed out.",
  submit: "Change password",
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
  back: "Go back without saving",
} as const;

export const addressProblems = {
  nameMissing: "Enter the name of the person the parcel is for.",
  lineMissing: "Enter the first line of the address, for instance house number and street.",
  cityMissing: "Enter the town or city.",
  postcodeMissing: "Enter the postcode.",
  postcodeUnknown: "Enter a UK postcode, like SW1A 1AA.",
} as const;

export const deletionWords = {
  title: "Delete account",
  goes: {
    title: "What goes",
    items: [
      "Your name, email, password and delivery address.",
      "Your saved cards: Dojo deletes them.",
      "Your basket, and any order you have not paid.",
    ],
  },
  stays: {
    title: "What stays",
    items: [
      "The orders you paid, for our books, without your name and address. You cannot see them any more.",
    ],
  },
  wait: "If something you bought has not arrived yet, wait until it has. This cannot be undone.",
  submit: "Delete account",
} as const;

export const deletionProblems = {
  unreachable:
    "Your account was not deleted: our payment service did not answer. Your cards are untouched. Please try again in a moment.",
  unconfirmed:
    "Your account was not deleted: our payment service did not say whether it deleted your cards. Please try again in a moment; that finishes it.",
  review:
    "Your account was not deleted: a payment of yours is being looked at, and your money may have to find its way back to you. Please try again when that order says how it ended.",
  busy: "Your account was not deleted: a payment of yours is just being prepared. Please try again in a minute.",
} as const;
