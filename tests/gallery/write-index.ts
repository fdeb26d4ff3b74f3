import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder } from "./draw";

/** A page to look through all pictures, one row a state. */
export default function writeIndex(): void {
  mkdirSync(folder, { recursive: true });
  const pictures = readdirSync(folder).filter((name) => name.endsWith(".png"));
  const states = [...new Set(pictures.map(stateOf))];
  const links = states.map((state) => `<a href="#${state}">${state}</a>`);
  const rows = states.map((state) =>
    row(
      state,
      pictures.filter((name) => stateOf(name) === state),
    ),
  );
  writeFileSync(join(folder, "index.html"), page(links.join(" "), rows.join("\n")));
}

const stateOf = (name: string) => name.split(".")[0] ?? name;

const row = (state: string, names: string[]) =>
  `<section id="${state}"><h2>${state}</h2><div>${names.map(figure).join("")}</div></section>`;

const figure = (name: string) =>
  `<figure><a href="${name}"><img src="${name}" alt="" loading="lazy"></a><figcaption>${name.replace(/^[^.]*\.|\.png$/g, "")}</figcaption></figure>`;

const page = (links: string, rows: string) => `<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>Gallery</title>
<style>
body { font: 16px/1.5 system-ui; margin: 2rem; background: #ddd }
nav { columns: 14rem } nav a { display: block }
div { display: flex; gap: 1rem; align-items: start; overflow-x: auto }
figure { margin: 0 } figure img { height: 36rem; width: auto; box-shadow: 0 1px 6px #0004 }
</style>
<h1>Gallery</h1><nav>${links}</nav>
${rows}
</html>
`;
