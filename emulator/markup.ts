import { html } from "hono/html";

/** Markup from hono's `html` tag, which escapes every value put into it. */
export type Markup = ReturnType<typeof html>;

/** A whole page in British English that no search engine keeps; scripts and styles come from files of their own. */
export function htmlDocument({ title, head, body }: { title: string; head: Markup; body: Markup }): Markup {
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>`;
}
