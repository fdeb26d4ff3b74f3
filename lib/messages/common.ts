/** The message for a code from a URL; a code nobody wrote says nothing. */
export function messageFor(messages: Readonly<Record<string, string>>, code: unknown): string | undefined {
  return typeof code === "string" && Object.hasOwn(messages, code) ? messages[code] : undefined;
}

/** News of what was just done, said once on the page that follows; `about` is the thing it was done to. */
export const news = {
  "signed-out": () => "You are signed out.",
  "card-preferred": (about: string) => `${about} is now your preferred card.`,
  "card-removed": (about: string) => `${about} was removed.`,
  "preferred-card-removed": (about: string) =>
    `${about} was removed. It was your preferred card, so none is preferred now.`,
} satisfies Record<string, (about: string) => string>;

export type News = keyof typeof news;
